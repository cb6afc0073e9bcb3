import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rulePage, rulePages, stale, write } from './generate-rule-docs.mjs';

const fix = Object.fromEntries(
  ['express', 'nestjs', 'fastify', 'fastapi', 'django', 'gin', 'spring-boot', 'any'].map((name) => [
    name,
    `Do as ${name} does.`,
  ]),
);
const rule = {
  id: 'shutdown/finishes',
  level: 'must',
  owner: 'app',
  title: 'Open requests | are answered',
  why: 'Orders are lost.',
  source: 'RFC 9110 section 15, https://www.rfc-editor.org/rfc/rfc9110#section-15',
  doNotFlag: 'A service that was never up.',
  fix,
  uses: {
    stop: {
      id: 'stop',
      title: 'sends SIGTERM',
      subject: 'fresh',
      alone: true,
      slow: true,
      needs: ['start', 'signals'],
    },
    read: { id: 'read', title: 'sends GET /', subject: 'shared' },
  },
};
const other = { ...rule, id: 'wire/closes', level: 'should', title: 'It closes' };

test('a page says what, why, how it is judged, when it does not fail, what to do, and who says so', () => {
  const page = rulePage(rule);
  expect(page).toContain(
    '# shutdown/finishes\n\n**Open requests | are answered.** Must; the application decides it.',
  );
  expect(page).toContain('## Why\n\nOrders are lost.\n');
  expect(page).toContain(
    '- The checker sends SIGTERM (on a process of its own; while nothing else runs; only with `--slow`; needs: start, signals).\n' +
      '- The checker sends GET /.\n',
  );
  expect(page).toContain('## When it does not fail\n\nA service that was never up.\n');
  expect(page).toContain('**Spring Boot.** Do as spring-boot does.\n\n**Everybody else.** Do as any does.\n');
  expect(page).toContain('RFC 9110 section 15, <https://www.rfc-editor.org/rfc/rfc9110#section-15>\n');
});

test('the table has every rule under its topic, with a link', () => {
  const table = rulePages([rule, other])['README.md'];
  expect(table).toContain('2 rules: 1 must, 1 should, 0 may.');
  expect(table).toContain(
    '| [shutdown/finishes](shutdown/finishes.md) | must | app | Open requests \\| are answered |\n\n## wire\n',
  );
});

test('what is missing, changed or gone is stale, and writing mends it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rule-docs-'));
  write(folder, rulePages([rule, other]));
  expect(stale(folder, rulePages([rule, other]))).toEqual([]);
  writeFileSync(join(folder, 'README.md'), 'mine');
  expect(stale(folder, rulePages([rule]))).toEqual([
    'docs/rules/README.md is stale',
    'docs/rules/wire/closes.md is of a rule that is gone',
  ]);
  write(folder, rulePages([rule]));
  expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
    'README.md',
    'shutdown',
    'shutdown/finishes.md',
    'wire',
  ]);
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('1 rule: 1 must');
  rmSync(folder, { recursive: true });
});
