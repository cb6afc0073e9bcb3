import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acceptances, plan } from '../../src/config/plan.ts';
import { ownRules } from '../../src/config/own-rules.ts';
import { experiment } from '../../src/engine/experiment.ts';
import { pass, type Level, type Rule } from '../../src/engine/rule.ts';
import { rule } from '../../src/rule.ts';

const words = { owner: 'app', title: '', why: '', source: '', doNotFlag: '', fix: '' } as const;
const named = (id: Rule['id'], level: Level, slow = false): Rule => {
  const one = experiment({ id, title: id, subject: 'shared', slow, run: async () => 1 });
  return rule({ ...words, id, level, uses: { one }, judge: () => pass() });
};
const rules = [
  named('http/must', 'must'),
  named('http/should', 'should'),
  named('http/may', 'may'),
  named('leaks/slow', 'must', true),
];
const ids = (selected: { rules: Rule[] }): string[] => selected.rules.map(({ id }) => id);

test('presets differ in what depends on the service; standard is the default', () => {
  expect(ids(plan(rules, { preset: 'experimental' }))).toEqual(['http/must']);
  expect(ids(plan(rules, {}))).toEqual(['http/must', 'http/should']);
  expect(ids(plan(rules, { preset: 'critical' }))).toEqual([
    'http/must',
    'http/should',
    'http/may',
    'leaks/slow',
  ]);
  expect(ids(plan(rules, { preset: 'critical', level: 'must' }, false))).toEqual(['http/must']);
});

test.each([
  [{ only: ['htpt'] }, 'only: htpt is not a rule or topic; did you mean http?'],
  [{ skip: ['http/x*'] }, 'skip: http/x* is not a rule or topic'],
  [{ accept: { 'http/shoud': 'r' } }, 'accept: http/shoud is not a rule; did you mean http/should?'],
  [{ accept: { http: 'r' } }, 'accept: http is not a rule'],
  [
    { skip: ['http'] },
    'No rule is left to judge: only, skip and level should exclude all 4; leaks/slow would need --slow.',
  ],
])('%j is refused with a sentence', (config, sentence) => {
  expect(() => plan(rules, config)).toThrow(sentence);
});

test('an acceptance may be just its reason', () => {
  expect(acceptances({ accept: { a: 'why', b: { reason: 'why', until: '2030-01-01' } } })).toEqual({
    a: { reason: 'why' },
    b: { reason: 'why', until: '2030-01-01' },
  });
});

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'seaworthy-rules-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const fix = `{ any: '', express: '', nestjs: '', fastify: '', fastapi: '', django: '', gin: '', 'spring-boot': '' }`;
const source = (id: string): string =>
  `{ id: '${id}', level: 'must', owner: 'app', title: '', why: '', source: '', fix: ${fix}, uses: { a: {} }, judge() {} }`;

test('own rules come from files and globs, one or several each', async () => {
  mkdirSync(join(folder, 'rules'));
  writeFileSync(join(folder, 'rules/b.mjs'), `export default ${source('http/b')}`);
  writeFileSync(join(folder, 'rules/a.mjs'), `export default [${source('http/a')}, ${source('logs/a')}]`);
  writeFileSync(join(folder, 'rules/readme.md'), 'not a rule');
  const own = await ownRules(['./rules/*.mjs', './rules/b.mjs'], folder);
  expect(own.map(({ id }) => id)).toEqual(['http/a', 'logs/a', 'http/b']);
});

test.each([
  ['export const x = 1', 'expected a rule as default export, got none'],
  [`export default ${source('weather/sunny')}`, 'expected an id that begins with a topic'],
  [
    `export default { ...${source('http/a')}, level: 'high' }`,
    'expected level must, should or may, got "high"',
  ],
  [`export default { ...${source('http/a')}, uses: {} }`, 'http/a uses no experiment'],
  [`export default { ...${source('http/a')}, fix: { any: '' } }`, 'http/a has no fix for express'],
  [`export default [${source('http/a')}, ${source('http/a')}]`, 'Two of your rules have the id http/a'],
  ['throw new Error("boom")', 'cannot be imported: boom'],
])('a module with %s is refused', async (text, sentence) => {
  writeFileSync(join(folder, 'own.mjs'), text);
  await expect(ownRules(['own.mjs'], folder)).rejects.toThrow(sentence);
});

test('a path or glob that means no file is refused', async () => {
  await expect(ownRules(['none.mjs'], folder)).rejects.toThrow('rules: there is no none.mjs in');
  await expect(ownRules(['rules/*.mjs'], folder)).rejects.toThrow('rules: rules/*.mjs matches no file in');
});
