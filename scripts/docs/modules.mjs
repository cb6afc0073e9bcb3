import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { blocksOf } from './blocks.mjs';

const TSC = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/** As in a service that takes its compiler seriously; the decorators are NestJS's. */
const COMPILER = {
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  rewriteRelativeImportExtensions: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  types: ['node'],
};

/**
 * Writes the `ts` blocks of the documents into `folder`, one folder per document, and compiles them together. Gives
 * what the compiler has to say, with the line numbers of the documents. `documents` are texts by path.
 */
export function compile(documents, folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  // Or vitest would take the one of this repository.
  writeFileSync(join(folder, 'vitest.config.js'), "export default { test: { include: ['*.test.ts'] } };");
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: COMPILER, include: ['**/*.ts'] }),
  );
  for (const [path, text] of Object.entries(documents)) {
    const place = join(folder, folderOf(path));
    mkdirSync(place);
    const names = new Set();
    for (const block of blocksOf(text)) {
      if (block.language !== 'ts') continue;
      const name = block.name || `line-${block.line}.ts`;
      if (names.has(name))
        throw new Error(`${path}:${block.line}: expected a name of its own, got ${name} twice`);
      names.add(name);
      mkdirSync(dirname(join(place, name)), { recursive: true });
      writeFileSync(join(place, name), moduleOf(block));
    }
  }
  const { stdout, status } = spawnSync(process.execPath, [TSC, '-p', folder], { encoding: 'utf8' });
  return status === 0 ? '' : stdout;
}

/** Where the blocks of a document are. */
export function folderOf(path) {
  return path.replace(/\.md$/, '').replaceAll('/', '-');
}

/** Every line where it is in the document, so that the compiler speaks of the document's lines. */
function moduleOf({ line, name, text, given }) {
  const code = given === undefined || name !== '' ? text : spaced(given.text, given.line, text, line);
  const first = given === undefined || name !== '' ? line : given.line;
  return `${'\n'.repeat(first - 1)}${code}\nexport {};\n`;
}

function spaced(above, from, below, to) {
  return `${above}${'\n'.repeat(to - from - above.split('\n').length + 1)}${below}`;
}
