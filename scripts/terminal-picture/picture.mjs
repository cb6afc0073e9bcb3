import { spansOf } from './spans.mjs';

const COLUMNS = 100;
const CELL = { width: 8, height: 19 };
const EDGE = { left: 20, top: 48, bottom: 18 };
/** Each of them is on most machines that lack the others. */
const FONT =
  'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace';

/**
 * A terminal with these lines as SVG. It brings its own background, so it looks the same on a light page and on a dark one,
 * and says how wide each run of text is, so that it does in every font.
 */
export function picture(lines, title) {
  const width = COLUMNS * CELL.width + 2 * EDGE.left;
  const height = EDGE.top + lines.length * CELL.height + EDGE.bottom;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escaped(title)}</title>
<style>
text { font: 13.2px ${FONT}; fill: #e6edf3; white-space: pre; }
.bold { font-weight: 700; }
.dim { fill: #9198a1; }
.red { fill: #ff7b72; }
.green { fill: #56d364; }
.yellow { fill: #e3b341; }
.blue { fill: #79c0ff; }
.magenta { fill: #d2a8ff; }
.cyan { fill: #76e3ea; }
</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="9" fill="#0d1117" stroke="#6e7681" stroke-opacity="0.6"/>
<g fill="#484f58"><circle cx="24" cy="21" r="6"/><circle cx="44" cy="21" r="6"/><circle cx="64" cy="21" r="6"/></g>
${lines.flatMap((line, row) => spansOf(line).map((span) => run(span, row))).join('')}</svg>
`;
}

function run({ text, styles, column }, row) {
  const shown = text.trim();
  if (shown === '') return '';
  const indent = text.length - text.trimStart().length;
  const x = EDGE.left + (column + indent) * CELL.width;
  const y = EDGE.top + row * CELL.height + 14;
  const style = styles.length > 0 ? ` class="${styles.join(' ')}"` : '';
  return `<text x="${x}" y="${y}" textLength="${[...shown].length * CELL.width}" lengthAdjust="spacingAndGlyphs"${style}>${escaped(shown)}</text>\n`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
