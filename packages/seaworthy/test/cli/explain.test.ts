import { expect, test } from 'vitest';
import { experiment } from '../../src/engine/experiment.ts';
import { pass } from '../../src/engine/rule.ts';
import { rule } from '../../src/rule.ts';
import { explanation } from '../../src/cli/explain.ts';
import { table } from '../../src/cli/list.ts';
import { seaworthy } from './seaworthy.ts';

const one = rule({
  id: 'http/head',
  level: 'should',
  owner: 'platform',
  title: 'HEAD works wherever GET works',
  why: 'Monitors ask with HEAD.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2',
  doNotFlag: 'Services without a read route.',
  fix: {
    any: 'Answer HEAD.',
    fastapi: 'Use api_route with both methods, because a route of FastAPI answers only what it names.',
  },
  uses: {
    head: experiment({ id: 'head', title: 'sends HEAD and waits', subject: 'shared', run: async () => 1 }),
  },
  judge: () => pass(),
});

test('an explanation has everything the rule says', () => {
  const text = explanation(one);
  for (const part of [
    one.id,
    'should, decided by the platform',
    one.title,
    one.why,
    one.doNotFlag,
    one.source,
    '- sends HEAD and waits',
    'others',
  ])
    expect(text).toContain(part);
});

test('for a known framework it shows only that fix, and it never exceeds the terminal', () => {
  const text = explanation(one, { framework: 'fastapi', columns: 50 });
  expect(text).toContain('fastapi');
  expect(text).not.toContain('others');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(50);
});

test('the list fits wide and narrow terminals', () => {
  const wide = table([one], 100, false);
  expect(wide).toContain('should  http/head  HEAD works wherever GET works');
  const narrow = table([one], 34, false);
  expect(narrow).toContain('should  http/head\n    HEAD works wherever GET works');
});

test('list names every rule, own ones included, and as JSON too', async () => {
  const { code, stdout } = await seaworthy(['--list', '--json']);
  expect(code).toBe(0);
  const rules = JSON.parse(stdout) as { id: string }[];
  expect(rules.map(({ id }) => id)).toContain('http/hides-its-framework');
});

test('explain finds a rule of your own', async () => {
  const { code, stdout } = await seaworthy(['explain', 'http/hides-its-framework']);
  expect(code).toBe(0);
  expect(stdout).toContain('It helps an attacker and nobody else.');
  expect(stdout).toContain("app.disable('x-powered-by')");
});

test('a finding of the doctor is explained too, as far as it can be without a process', async () => {
  const { code, stdout } = await seaworthy(['explain', 'pool-leak']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^pool-leak {2}a finding of the doctor\nConnections that are taken from a pool come back\n/,
  );
});
