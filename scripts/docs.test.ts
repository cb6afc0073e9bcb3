import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from './docs/blocks.mjs';
import { documents, pages, root } from './docs/documents.mjs';
import { brokenLinks } from './docs/links.mjs';
import { compile, folderOf } from './docs/modules.mjs';
import { checkShell } from './docs/shell.mjs';
import { Terminal } from './docs/terminal.mjs';
import { checkYaml } from './docs/yaml.mjs';

const modules = join(root, 'dist', 'docs');
let diagnostics: string;

describe('the documents', () => {
  beforeAll(() => {
    diagnostics = compile(documents, modules);
  });
  afterAll(() => rmSync(modules, { recursive: true, force: true }));

  it('hold TypeScript that compiles', () => {
    expect(diagnostics).toBe('');
  });

  describe.each(Object.entries(documents))('%s', (path, text) => {
    const blocks = blocksOf(text);

    it('prints what it shows', async () => {
      await using terminal = new Terminal(join(modules, folderOf(path)));
      for (const block of blocks) if (block.language === 'console') await terminal.type(block);
      await terminal.close();
    });

    it('holds no block that nothing checks', () => {
      const names = blocks.map(({ name }) => name).filter(Boolean);
      for (const block of blocks) {
        if (block.language === 'sh') checkShell(block, root, names);
        else if (block.language === 'yaml') checkYaml(block);
        else if (block.language === 'json') JSON.parse(block.text);
        else expect(['ts', 'console'], `line ${block.line}: a language that is checked`).toContain(block.language);
      }
    });
  });

  it.each(pages)('%s links to what exists', (path) => {
    expect(brokenLinks(root, path)).toEqual([]);
  });
});
