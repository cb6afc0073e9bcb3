// `node collect.mjs`: puts the documents of the repository into dist/pages, where the generator reads them, with links that
// lead from page to page. Nothing there is written by hand.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pageFrom } from './collect/page.mjs';
import { pages, root } from './collect/pages.mjs';

const folder = fileURLToPath(new URL('dist/pages', import.meta.url));
const { repository } = JSON.parse(readFileSync(join(root, 'packages', 'kit', 'package.json'), 'utf8'));
const source = repository.url.replace(/^git\+|\.git$/g, '');

rmSync(folder, { recursive: true, force: true });
for (const [from, to] of pages) {
  const text = readFileSync(join(root, from), 'utf8');
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  writeFileSync(join(folder, to), pageFrom(text, from, { pages, source }));
}
cpSync(join(root, 'docs', 'pictures'), join(folder, 'pictures'), { recursive: true });
