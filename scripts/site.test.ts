import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pageFrom } from '../site/collect/page.mjs';
import { pages } from '../site/collect/pages.mjs';
import { deadFragments } from '../site/look/fragments.mjs';
import { sidebar } from '../site/sidebar.mjs';
import { documents, pages as read } from './docs/documents.mjs';

const known = new Map([
  ['README.md', 'index.md'],
  ['docs/guides/express.md', 'guides/express.md'],
  ['docs/rules/boot/is-ready-in-time.md', 'rules/boot/is-ready-in-time.md'],
]);
const page = (text: string, from = 'docs/guides/express.md') =>
  pageFrom(text, from, { pages: known, source: 'https://example.org/code' });

describe('a page of the site', () => {
  it('leads to other pages, and to the repository for what has none', () => {
    expect(page('[a](../../README.md#scoreboard) [b](https://example.org) [c](#here)')).toBe(
      '[a](../index.md#scoreboard) [b](https://example.org) [c](#here)',
    );
    expect(page('[a](LICENSE) [b](docs/guides/)', 'README.md')).toBe(
      '[a](https://example.org/code/blob/HEAD/LICENSE) [b](./guides/express.md)',
    );
  });

  it('is not made of a document with a dead link', () => {
    expect(() => page('[a](nowhere.md)')).toThrow('got none at docs/guides/nowhere.md');
  });

  it('makes a link of each rule and document that it names, and not of itself', () => {
    expect(page('`boot/is-ready-in-time`, `docs/guides/express.md`, `text/html`')).toBe(
      '[`boot/is-ready-in-time`](../rules/boot/is-ready-in-time.md), `docs/guides/express.md`, `text/html`',
    );
  });

  it('leaves code as it is, except for the title of a file, and leaves comments out', () => {
    expect(page('<!-- given\nx\n-->\n```ts server.ts\n<!-- `boot/is-ready-in-time` [a](b) -->\n```\n')).toBe(
      '```ts title="server.ts"\n<!-- `boot/is-ready-in-time` [a](b) -->\n```\n',
    );
  });
});

describe('the site', () => {
  it('has every document that is tested here, but those of the starters and for machines', () => {
    const wanted = [...Object.keys(documents), ...read].filter(
      (path) => !/^starters\/|^llms\.txt$/.test(path),
    );
    expect(wanted.filter((path) => !pages.has(path))).toEqual([]);
  });

  it('names every page beside the text', () => {
    const links = JSON.stringify(sidebar());
    const missing = [...pages.values()].filter(
      (to) => !links.includes(`"link":"/${to.replace(/(?:index)?\.md$/, '')}"`),
    );
    expect(missing).toEqual([]);
  });

  it('is looked through for links to places that a page does not have', () => {
    const folder = mkdtempSync(join(tmpdir(), 'site-'));
    writeFileSync(join(folder, 'index.html'), '<p id="top"><a href="#top"></a><a href="/b#here"></a>');
    writeFileSync(join(folder, 'b.html'), '<p id="there"><a href="./index.html#top"></a>');
    expect(deadFragments(pathToFileURL(`${folder}/`))).toEqual([
      '/index.html: expected /b to have #here, got a page without',
    ]);
    rmSync(folder, { recursive: true });
  });
});
