/** The lines of `text`, none longer than `width` characters; words that are longer are cut. Line ends stay. */
export function wrap(text: string, width: number): string[] {
  const most = Math.max(width, 10);
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(/ +/).flatMap((one) => cut(one, most))) {
      if (line !== '' && line.length + 1 + word.length > most) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}

function cut(word: string, most: number): string[] {
  const pieces: string[] = [];
  for (let rest = word; ; rest = rest.slice(most)) {
    if (rest.length <= most) return [...pieces, rest];
    pieces.push(rest.slice(0, most));
  }
}
