/**
 * The fenced blocks of a Markdown text, in order: `{ line, language, name, text, given }`. The info string is a
 * language and, for a block that others import or run, a file name. `given` is the code in the last comment
 * `<!-- given … -->` before the block: what the reader has by now, and the compiler needs to be told.
 */
export function blocksOf(markdown) {
  const blocks = [];
  const lines = markdown.split('\n');
  let given;
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] === '<!-- given') {
      const end = lines.indexOf('-->', at);
      given = { line: at + 2, text: lines.slice(at + 1, end).join('\n') };
      at = end;
      continue;
    }
    const fence = /^( *)```(\S*) ?(\S*)/.exec(lines[at]);
    if (fence === null) continue;
    const [, indent, language, name] = fence;
    const end = lines.indexOf(`${indent}\`\`\``, at + 1);
    const text = lines
      .slice(at + 1, end)
      .map((line) => line.slice(indent.length))
      .join('\n');
    blocks.push({ line: at + 2, language, name, text, given });
    at = end;
  }
  return blocks;
}
