const STYLES = {
  1: 'bold',
  2: 'dim',
  31: 'red',
  32: 'green',
  33: 'yellow',
  34: 'blue',
  35: 'magenta',
  36: 'cyan',
};

/**
 * A line with the escapes that our reports print, as `{ text, styles, column }`. Throws an error about any other escape:
 * it would be drawn as text.
 */
export function spansOf(line) {
  const spans = [];
  let styles = [];
  let column = 0;
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
    if (codes !== undefined) styles = codes === '0' || codes === '' ? [] : codes.split(';').map(named);
    else if (part.includes('\u001b'))
      throw new Error(
        `Expected only colours, got ${JSON.stringify(part)}; teach scripts/terminal-picture/spans.mjs`,
      );
    else {
      if (part !== '') spans.push({ text: part, styles, column });
      column += [...part].length;
    }
  }
  return spans;
}

function named(code) {
  const style = STYLES[code];
  if (style === undefined)
    throw new Error(`Expected one of ${Object.keys(STYLES).join(', ')}, got the code ${code}`);
  return style;
}
