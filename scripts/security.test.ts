import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './docs/documents.mjs';
import { brokenLinks } from './docs/links.mjs';

const folder = 'docs/security';
const LINK = /\[((?:\\.|[^\]\\])+)\]\(([^)]+)\)/g;

it('there is a threat model of the kit, the check and the doctor, and SECURITY.md leads to each', () => {
  const files = readdirSync(join(root, folder)).sort();
  expect(files).toEqual(['check.md', 'doctor.md', 'kit.md']);
  const text = readFileSync(join(root, 'SECURITY.md'), 'utf8');
  expect(files.filter((file) => !text.includes(`(${folder}/${file})`))).toEqual([]);
  expect(brokenLinks(root, 'SECURITY.md')).toEqual([]);
});

describe.each(readdirSync(join(root, folder)))('the threat model in %s', (name) => {
  const path = join(folder, name);
  const rows = readFileSync(join(root, path), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => ({
      line,
      tests: Array.from(line.matchAll(LINK), ([, title, file]) => [title!, file!] as const),
    }));

  it('has a test in every line, or says that it is open', () => {
    expect(rows.length).toBeGreaterThan(5);
    const silent = rows.filter(({ line, tests }) => tests.length > 0 === line.includes('**Open:**'));
    expect(silent).toEqual([]);
  });

  it('names tests that there are, in the files where they are', () => {
    const missing = rows
      .flatMap(({ tests }) => tests)
      .filter(([title, file]) => !titlesIn(join(root, dirname(path), file)).has(title.replaceAll('\\', '')));
    expect(missing).toEqual([]);
  });
});

/** The titles of the tests and of the contract's questions in a file. */
function titlesIn(file: string): Set<string> {
  if (!existsSync(file)) return new Set();
  const TITLE = /(?:\b(?:it|test)(?:\.\w+)*\([^'"`]*?|\btitle:\s*|\)\(\s*)(['"`])((?:\\.|(?!\1).)+)\1/gs;
  return new Set(
    Array.from(readFileSync(file, 'utf8').matchAll(TITLE), ([, , title]) => title!.replaceAll('\\', '')),
  );
}
