import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The pages of the site by the documents that they are made of; both are paths, from the repository and from the site. */
export const pages = new Map(
  [
    ['README.md', 'index.md'],
    ...inside('docs').map((path) => [`docs/${path}`, path.replace(/(^|\/)README\.md$/, '$1index.md')]),
    ['scoreboard/README.md', 'scoreboard.md'],
    ['bench/README.md', 'bench/index.md'],
    ['bench/results.md', 'bench/results.md'],
    ['skills/backend-patterns/SKILL.md', 'skill.md'],
    ['site/README.md', 'site.md'],
    ['packages/kit/README.md', 'kit.md'],
    ['packages/seaworthy/README.md', 'command.md'],
    ['packages/create/README.md', 'generator.md'],
    ...['kit', 'seaworthy', 'create'].map((name) => [`packages/${name}/api.md`, `api/${name}.md`]),
    ...['ARCHITECTURE', 'CONTRIBUTING', 'CHANGELOG', 'SECURITY'].map((name) => [
      `${name}.md`,
      `${name.toLowerCase()}.md`,
    ]),
  ].filter(([path]) => existsSync(join(root, path))),
);

function inside(folder) {
  return readdirSync(join(root, folder), { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'))
    .sort();
}
