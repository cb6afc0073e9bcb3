import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const file = new URL('results.md', import.meta.url);
const HEAD =
  '# Results\n\nWritten by `npm run bench`; what each service does is in README.md. Do not edit by hand.\n';

/** Keeps a result in results.md, in the place of the last one of the same name; the others stay. */
export function keepResult({ keepAs, title, markdown }) {
  const [begin, end] = [`<!-- ${keepAs} -->`, `<!-- end of ${keepAs} -->`];
  const section = `${begin}\n## ${title}\n\n${markdown}\n${end}`;
  const old = existsSync(file) ? readFileSync(file, 'utf8') : HEAD;
  const from = old.indexOf(begin);
  const next =
    from === -1
      ? `${old}\n${section}\n`
      : old.slice(0, from) + section + old.slice(old.indexOf(end) + end.length);
  writeFileSync(file, next);
}
