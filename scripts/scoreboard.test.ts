import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { expect, it } from 'vitest';
import { root } from './docs/documents.mjs';
import { boards } from './scoreboard/boards.mjs';
import { steady, undated } from './scoreboard/steady.mjs';
import { tables } from './scoreboard/tables.mjs';

it('the tables in README.md and scoreboard/README.md show what the reports say', () => {
  const shown = Object.keys(tables(boards())).map((file) => readFileSync(file, 'utf8'));
  // Else: node scripts/scoreboard.mjs --tables
  expect(shown).toEqual(Object.values(tables(boards())));
});

it('the starters fail nothing', () => {
  const starters = boards().filter(({ name }) => name.startsWith('starter-'));
  const seven = ['express', 'fastify', 'nestjs', 'fastapi', 'django', 'gin', 'spring-boot'];
  expect(starters.map(({ name }) => name)).toEqual(seven.map((name) => `starter-${name}`));
  expect(starters.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'fail'))).toEqual(
    [],
  );
});

it('no report names a place of the machine it was made on', () => {
  const text = JSON.stringify(boards());
  const traces = [root.replace(/\/$/, ''), homedir(), '/tmp/'].filter((trace) => trace.length > 1);
  expect(traces.filter((trace) => text.includes(trace))).toEqual([]);
});

it.each([
  ['answered after 812 ms, allowed are 1,000 ms', 'answered after … ms, allowed are … ms'],
  [`ran in ${root}subjects on 127.0.0.1:41234`, 'ran in subjects on 127.0.0.1:…'],
  ['listens on port 30211 (PORT=30211)', 'listens on port … (PORT=…)'],
  ['16, 2 requests lost next to 199 silent connections', '… requests lost next to … silent connections'],
  ['3 of 3 ended with EOF, status 500', '3 of 3 ended with EOF, status 500'],
])('a measure, a port and a folder are left out: %s', (text, expected) => {
  expect(steady(text)).toBe(expected);
});

it('a moment is left out', () => {
  expect(undated('2026/11/22 - 17:37:59, without a zone')).toBe('…, without a zone');
  expect(undated('2026-11-22 17:35:59,111, without a zone')).toBe('…, without a zone');
});
