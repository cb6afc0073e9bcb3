/** How the lines of a text end; a file without lines, or with some of both, counts as LF. */
export type LineEnds = 'lf' | 'crlf';

export function lineEndsOf(content: Buffer): LineEnds {
  let crlf = 0;
  let lines = 0;
  for (let at = content.indexOf(10); at !== -1; at = content.indexOf(10, at + 1)) {
    lines++;
    if (content[at - 1] === 13) crlf++;
  }
  return lines > 0 && crlf === lines ? 'crlf' : 'lf';
}

/** The same text with other line ends. Bytes that are not UTF-8 survive. */
export function withLineEnds(content: Buffer, ends: LineEnds): Buffer {
  const lf = content.toString('latin1').replaceAll('\r\n', '\n');
  return Buffer.from(ends === 'lf' ? lf : lf.replaceAll('\n', '\r\n'), 'latin1');
}
