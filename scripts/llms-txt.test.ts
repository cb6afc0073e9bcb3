import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { documents, root } from './docs/documents.mjs';

const text = readFileSync(join(root, 'llms.txt'), 'utf8');
const lines = text.split('\n').filter((line) => line !== '');

it('llms.txt is a title, a quote, and sections of links, as llmstxt.org has it', () => {
  const [title, quote, details, ...sections] = lines;
  expect(title).toBe('# Seaworthy');
  expect(quote).toMatch(/^> Seaworthy makes backend services fit for production/);
  expect(details).not.toMatch(/^[#>-]/);
  expect(sections[0]).toMatch(/^## /);
  expect(sections.filter((line) => !/^(?:## [A-Z]\w+|- \[[^\]]+\]\([^)\s]+\): \S.*)$/.test(line))).toEqual(
    [],
  );
});

it('llms.txt names each document whose code is run', () => {
  const linked = Array.from(text.matchAll(/\]\(([^)]+)\)/g), ([, path]) => path);
  expect(Object.keys(documents).filter((path) => !linked.includes(path))).toEqual([]);
});
