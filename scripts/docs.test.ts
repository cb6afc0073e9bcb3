import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf } from './docs/blocks.mjs';
import { documents, pages, root } from './docs/documents.mjs';
import { brokenLinks } from './docs/links.mjs';
import { compile, folderOf } from './docs/modules.mjs';
import { staticCheck } from './docs/static-check.mjs';
import { Terminal } from './docs/terminal.mjs';

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
      const typing = async () => {
        for (const block of blocks) {
          if (block.language === 'console') await terminal.type(block);
          if (block.language === 'json' && block.name !== '') terminal.save(block);
        }
        await terminal.close();
      };
      await expect(typing()).resolves.toBeUndefined();
    });

    it('holds no block that nothing checks', () => {
      expect(staticCheck(blocks)).toEqual([]);
    });
  });

  it('name the test command that CI runs', () => {
    const [, command] = /<!-- the command that CI runs -->\n\n```sh\n(.+)\n```/.exec(documents['README.md'])!;
    expect(readFileSync(join(root, '.ci', 'run'), 'utf8')).toContain(`bash -c '${command}'`);
  });

  it.each(pages)('%s links to what exists', (path) => {
    expect(brokenLinks(root, path)).toEqual([]);
  });
});
