import { expect, test } from 'vitest';
import { check, experimentsOf } from '../../src/engine/check.ts';
import { ask, experiment, type Experiment } from '../../src/engine/experiment.ts';
import { judge } from '../../src/engine/judge.ts';
import type { Observation, Observations } from '../../src/engine/observe.ts';
import { fail, inapplicable, pass, rule, unclear, type Rule } from '../../src/engine/rule.ts';
import { objectLabs } from './object-labs.ts';

const count = experiment({
  id: 'count',
  title: 'counts',
  subject: 'shared',
  run: async () => ({ amount: 3 }),
});
const fix = {
  any: '',
  express: '',
  nestjs: '',
  fastify: '',
  fastapi: '',
  django: '',
  gin: '',
  'spring-boot': '',
};
const words = { level: 'must', owner: 'app', title: '', why: '', source: '', doNotFlag: '', fix } as const;

const few = rule({
  ...words,
  id: 'limits/few',
  uses: { counted: count },
  judge: ({ counted }) =>
    counted.amount < 3
      ? pass(`${counted.amount}`)
      : fail({ expected: 'less than 3', actual: `${counted.amount}` }),
});

const asking = (id: Rule['id']): Rule =>
  rule({ ...words, id, uses: { root: ask({ path: '/' }) }, judge: () => pass() });

const of = (one: Rule, observation?: Observation) => {
  const [finding] = judge([one], observation === undefined ? {} : { count: observation });
  return finding!.verdict;
};

test('a rule judges the facts of its experiments under the names it chose', () => {
  expect(of(few, { status: 'seen', facts: { amount: 2 }, timeline: [] })).toEqual({
    outcome: 'pass',
    note: '2',
  });
  expect(of(few, { status: 'seen', facts: { amount: 5 }, timeline: [] })).toEqual({
    outcome: 'fail',
    expected: 'less than 3',
    actual: '5',
    evidence: [],
  });
});

const whileLate = (late: number): Observation => ({
  status: 'seen',
  facts: { amount: 5 },
  timeline: [],
  late,
});

const limited = (id: Rule['id']): Rule =>
  rule({
    ...words,
    id,
    uses: { root: ask({ path: '/' }) },
    judge: ({ root }) => fail({ expected: '200', actual: '429', evidence: [root] }),
  });

test('nobody fails for a limit that the check ran into, but by the rules about such limits', () => {
  const facts = { kind: 'exchange', response: { status: 429, headers: {}, body: '' } };
  const [{ id }] = experimentsOf([limited('http/a')]) as [Experiment];
  const seen: Observations = { [id]: { status: 'seen', facts, timeline: [] } };
  const outcomes = judge([limited('http/a'), limited('overload/a')], seen).map(
    ({ verdict }) => verdict.outcome,
  );
  expect(outcomes).toEqual(['unclear', 'fail']);
});

test('a rule about time does not fail on a machine that is too busy', () => {
  const timed: Rule = { ...few, timed: 2000 };
  expect(of(timed, whileLate(490))).toMatchObject({ outcome: 'fail', actual: '5' });
  expect(of(timed, whileLate(690))).toEqual({
    outcome: 'unclear',
    reason: 'this machine was too busy to tell, our own timers were up to 690 ms late; what was seen: 5',
  });
  expect(of(few, whileLate(690))).toMatchObject({ outcome: 'fail' });
});

test.each<[string, Observation | undefined, object]>([
  [
    'impossible is inapplicable',
    { status: 'impossible', reason: 'tell me' },
    { outcome: 'inapplicable', reason: 'tell me' },
  ],
  [
    'void is unclear, never a failure',
    { status: 'void', control: 'it was alive', timeline: [] },
    { outcome: 'unclear', reason: 'could not establish that it was alive' },
  ],
  [
    'broken is broken: the fault is ours',
    { status: 'broken', error: 'no port', timeline: [] },
    { outcome: 'broken', reason: 'the experiment "count" failed: no port' },
  ],
  ['not run is broken', undefined, { outcome: 'broken', reason: 'the experiment "count" did not run' }],
  [
    'a rule that throws is broken',
    { status: 'seen', facts: null, timeline: [] },
    { outcome: 'broken', reason: expect.stringContaining('the rule itself threw: TypeError') as string },
  ],
])('%s', (_title, observation, verdict) => {
  expect(of(few, observation)).toEqual(verdict);
});

test('the first experiment that could not look decides for the rule', () => {
  const other = experiment({ id: 'other', title: 'o', subject: 'shared', run: async () => 1 });
  const both = rule({ ...words, id: 'limits/both', uses: { counted: count, other }, judge: () => pass() });
  const [finding] = judge([both], {
    count: { status: 'seen', facts: { amount: 1 }, timeline: [] },
    other: { status: 'impossible', reason: 'no other' },
  });
  expect(finding!.verdict).toEqual({ outcome: 'inapplicable', reason: 'no other' });
});

test('the shorthands make verdicts without empty members', () => {
  expect(pass()).toEqual({ outcome: 'pass' });
  expect(unclear('why')).toEqual({ outcome: 'unclear', reason: 'why' });
  expect(inapplicable('why')).toEqual({ outcome: 'inapplicable', reason: 'why' });
});

test('two rules that ask the same share one exchange', () => {
  const experiments = experimentsOf([asking('http/a'), asking('http/b')]);
  expect(experiments).toHaveLength(1);
  expect(experiments[0]).toMatchObject({ title: 'sends GET /', subject: 'shared' });
});

test('judging the saved observations gives the findings of the run', async () => {
  const { findings, observations } = await check([few], objectLabs(), {
    jobs: 1,
    signal: new AbortController().signal,
  });
  expect(findings[0]!.verdict).toMatchObject({ outcome: 'fail', actual: '3' });
  const saved = JSON.parse(JSON.stringify(observations)) as typeof observations;
  expect(judge([few], saved)).toEqual(findings);
});
