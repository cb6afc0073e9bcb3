import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../packages/seaworthy/dist/rules/index.js';
import { root } from './docs/documents.mjs';
import { excerpt } from './terminal-picture/excerpt.mjs';
import { picture } from './terminal-picture/picture.mjs';
import { spansOf } from './terminal-picture/spans.mjs';

const report = `node server.js
\u001b[2mexpress, on port 4711\u001b[0m
\u001b[2m- a note\u001b[0m

\u001b[1mboot\u001b[0m  6 of 6
  \u001b[32m✓\u001b[0m is-ready-in-time

\u001b[1mshutdown\u001b[0m  0 of 1
  ✗ \u001b[1;31mMUST\u001b[0m   shutdown/loses-nothing
           No accepted request is lost
           \u001b[2mexpected   \u001b[0mno loss
           \u001b[2m           \u001b[0mat all
           \u001b[2mreproduce  \u001b[0m
    curl -i localhost

not judged
  see
        shutdown/loses-nothing

0 %
Not fit for production.
`;

describe('a picture of a terminal', () => {
  it('keeps the paragraphs and the fields that are asked for, the first and the last', () => {
    const lines = excerpt(report, { 'shutdown/loses-nothing': ['expected'] });
    expect(lines.map((line: string) => line.replace(/\u001b\[[\d;]*m/g, '').trim())).toEqual([
      'node server.js',
      'express, on port 4711',
      '',
      '…',
      '',
      'shutdown  0 of 1',
      '✗ MUST   shutdown/loses-nothing',
      'No accepted request is lost',
      'expected   no loss',
      'at all',
      '',
      '…',
      '',
      '0 %',
      'Not fit for production.',
    ]);
  });

  it('is not made of a report that lacks what it shall show', () => {
    expect(() => excerpt(report, { shutdown: [] })).toThrow('Expected a paragraph about shutdown');
  });

  it('knows where each run of a style begins', () => {
    expect(spansOf('a \u001b[1;31mMUST\u001b[0m ✗')).toEqual([
      { text: 'a ', styles: [], column: 0 },
      { text: 'MUST', styles: ['bold', 'red'], column: 2 },
      { text: ' ✗', styles: [], column: 6 },
    ]);
  });

  it('is not made of escapes that it cannot draw', () => {
    expect(() => spansOf('\u001b[7mx')).toThrow('got the code 7');
    expect(() => spansOf('\u001b[2Kx')).toThrow('Expected only colours');
  });

  it('escapes what would be markup', () => {
    const svg = picture(['  a < b && c'], 'A & B');
    expect(svg).toContain('<title id="title">A &amp; B</title>');
    expect(svg).toMatch(/<text x="36"[^>]*textLength="80"[^>]*>a &lt; b &amp;&amp; c<\/text>/);
  });
});

describe.each(readdirSync(join(root, 'docs', 'pictures')))('docs/pictures/%s', (file) => {
  const svg = readFileSync(join(root, 'docs', 'pictures', file), 'utf8');

  it('shows only rules that there are, and nothing of the machine it was made on', () => {
    const shown = Array.from(svg.matchAll(/>([a-z-]+\/[a-z0-9-]+)</g), ([, id]) => id);
    expect(shown.filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
    expect(svg).not.toMatch(/\/(?:work|home|root|tmp|Users)\//);
  });

  it('is shown in the README, with the title as its text', () => {
    const title = /<title[^>]*>([^<]+)/.exec(svg)![1]!;
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(`![${title}](docs/pictures/${file})`);
  });
});
