// Checks that docs/contract.md has a row for each line of starters/contract, in order. Exit 1 names what differs. What
// the cells say is only known by running it: `bash .ci/starters/contract -u`.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TITLE = /^ +title:\s*(['"`])(.*?)\1,$/gm;
const SECTION = /^ +'?([\w ]+?)'?: (\w+),$/gm;
const IMPORT = /^import \{ (\w+) \} from '\.\/([\w-]+)\.ts';$/gm;

/** The titles of all lines, section by section, as `read` finds them in `sections/index.ts` and its neighbours. */
export function titlesIn(read) {
  const index = read('index.ts');
  const files = new Map(Array.from(index.matchAll(IMPORT), ([, name, file]) => [name, file]));
  return Array.from(index.matchAll(SECTION), ([, , name]) => name).flatMap((name) =>
    Array.from(read(`${files.get(name)}.ts`).matchAll(TITLE), ([, , title]) => title),
  );
}

/** The first column of the table in `page`, without the names of the sections. */
export function rowsIn(page) {
  return page
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:---|\*\*| )/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\) \| /)[0]
        .slice(2)
        .replace(/\\(.)/g, '$1'),
    );
}

/** Sentences about rows that are missing, gone or in another order. */
export function differences(titles, rows) {
  const missing = titles.filter((title) => !rows.includes(title)).map((title) => `no row for "${title}"`);
  const gone = rows
    .filter((row) => !titles.includes(row))
    .map((row) => `a row for "${row}", which is no line`);
  if (missing.length + gone.length > 0) return [...missing, ...gone];
  const at = titles.findIndex((title, i) => title !== rows[i]);
  return at === -1 ? [] : [`the row for "${titles[at]}" in another place`];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const sections = join(root, 'starters/contract/sections');
  const titles = titlesIn((file) => readFileSync(join(sections, file), 'utf8'));
  const found = differences(titles, rowsIn(readFileSync(join(root, 'docs/contract.md'), 'utf8')));
  for (const difference of found) console.error(`docs/contract.md has ${difference}`);
  if (titles.length === 0) console.error('Expected lines in starters/contract/sections, got none');
  if (found.length > 0) console.error('Run `bash .ci/starters/contract -u`.');
  process.exitCode = found.length > 0 || titles.length === 0 ? 1 : 0;
}
