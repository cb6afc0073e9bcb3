import { expect, test } from 'vitest';
import { experiment } from '../../src/engine/experiment.ts';
import type { Level, Rule } from '../../src/engine/rule.ts';
import { covers, select, type Selection } from '../../src/engine/select.ts';

const named = (id: string, level: Level, slow = false): Rule =>
  ({
    id,
    level,
    uses: { one: experiment({ id, title: id, subject: 'shared', slow, run: async () => 1 }) },
  }) as unknown as Rule;

const rules = [
  named('http/head', 'must'),
  named('http/head-is-empty', 'should'),
  named('leaks/memory', 'must', true),
  named('metrics/exist', 'may'),
];

test.each<[Selection, string[]]>([
  [{}, ['http/head', 'http/head-is-empty', 'metrics/exist']],
  [{ slow: true }, ['http/head', 'http/head-is-empty', 'leaks/memory', 'metrics/exist']],
  [{ level: 'must' }, ['http/head']],
  [{ level: 'should' }, ['http/head', 'http/head-is-empty']],
  [{ only: ['http'] }, ['http/head', 'http/head-is-empty']],
  [{ only: ['http/head'] }, ['http/head']],
  [{ only: ['*/head*'], skip: ['http/head'] }, ['http/head-is-empty']],
  [{ only: ['metrics/exist'], level: 'must' }, ['metrics/exist']],
])('%j selects %j', (selection, ids) => {
  expect(select(rules, selection).rules.map(({ id }) => id)).toEqual(ids);
});

test('what is left out only for its length is named', () => {
  expect(select(rules, { level: 'must' }).slow).toEqual(['leaks/memory']);
});

test('a glob has no other magic than its stars', () => {
  expect(covers('http/h.ad', 'http/head')).toBe(false);
  expect(covers('h*d', 'http/head')).toBe(true);
  expect(covers('htt', 'http/head')).toBe(false);
});
