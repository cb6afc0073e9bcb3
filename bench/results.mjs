import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const file = new URL('results.md', import.meta.url);
const readme = new URL('../README.md', import.meta.url);
const HEAD =
  '# Results\n\nWritten by `npm run bench`; what each service does is in README.md. Do not edit by hand.\n';

/** Keeps a result in results.md, in the place of the last one of the same name; the others stay. */
export function keepResult(topic, { keepAs, title, markdown, readme: table }) {
  const markers = [`<!-- ${keepAs} -->`, `<!-- end of ${keepAs} -->`];
  const section = `## ${title}\n\n${markdown}`;
  const old = existsSync(file) ? readFileSync(file, 'utf8') : HEAD;
  const text = old.includes(markers[0]) ? old : `${old}\n${markers.join('\n')}\n`;
  writeFileSync(file, between(text, markers, `\n${section}\n`));
  if (table === undefined) return;
  const places = [`<!-- ${topic}: npm run bench -- ${topic} -->`, `<!-- /${topic} -->`];
  writeFileSync(readme, between(readFileSync(readme, 'utf8'), places, `\n\n${table}\n\n`));
}

function between(text, [begin, end], inner) {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from === -1 || to < from) throw new Error(`expected ${begin} … ${end} in the file, got no such place`);
  return text.slice(0, from + begin.length) + inner + text.slice(to);
}
