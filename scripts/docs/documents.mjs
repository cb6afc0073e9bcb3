import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What coding agents copy, a folder each. */
export const skills = readdirSync(join(root, 'skills')).map((name) => `skills/${name}/SKILL.md`);

/** The documents whose code is checked, texts by path. */
export const documents = Object.fromEntries(
  [
    'README.md',
    'CONTRIBUTING.md',
    'packages/kit/README.md',
    'packages/seaworthy/README.md',
    ...inside('docs/guides'),
    ...skills,
  ].map((path) => [path, readFileSync(join(root, path), 'utf8')]),
);

/** Every document of the repository that a person reads from top to bottom. */
export const pages = [
  ...Object.keys(documents),
  'ARCHITECTURE.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'bench/README.md',
  'bench/results.md',
  'docs/compared.md',
  'docs/contract.md',
  'docs/probing.md',
  'llms.txt',
  'site/README.md',
  'scoreboard/README.md',
  ...inside('docs/decisions'),
  ...inside('docs/security'),
  ...readdirSync(join(root, 'starters'))
    .map((name) => `starters/${name}/README.md`)
    .filter((path) => existsSync(join(root, path))),
];

function inside(folder) {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
}
