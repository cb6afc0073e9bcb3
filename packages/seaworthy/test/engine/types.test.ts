import { expect, test } from 'vitest';
import { experiment } from '../../src/engine/experiment.ts';
import { pass, rule, type Seen, type Verdict } from '../../src/engine/rule.ts';
import { rule as ownRule } from '../../src/rule.ts';

// Judged by the type checker: each line below an expected error must be one, each other must be none.

const stop = experiment({
  id: 'stop',
  title: 'stops',
  subject: 'fresh',
  run: async () => ({ exit: { code: 0 }, lines: ['a'] }),
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
const words = {
  id: 'shutdown/x',
  level: 'must',
  owner: 'app',
  title: '',
  why: '',
  source: '',
  doNotFlag: '',
  fix,
} as const;

test('facts are typed from the experiments that a rule uses', () => {
  const typed = rule({
    ...words,
    uses: { stop },
    judge({ stop: seen }) {
      const code: number = seen.exit.code;
      // @ts-expect-error -- the experiment does not return this fact
      void seen.signal;
      // @ts-expect-error -- a code is not a string
      const text: string = seen.exit.code;
      return pass(`${code}${text}`);
    },
  });
  expect(typed.judge({ stop: { exit: { code: 0 }, lines: [] } })).toEqual(pass('00'));
});

test('a rule sees only the names it declared, and only synchronously', () => {
  const seen: Seen<{ stop: typeof stop }> = { stop: { exit: { code: 1 }, lines: [] } };
  expect(seen.stop.exit.code).toBe(1);
  rule({
    ...words,
    uses: { stop },
    // @ts-expect-error -- no experiment is called start
    judge: ({ start }) => pass(String(start)),
  });
  rule({
    ...words,
    uses: { stop },
    // @ts-expect-error -- a verdict is not a promise
    judge: async () => pass(),
  });
});

test('ids begin with a topic, levels and verdicts are the known ones', () => {
  // @ts-expect-error -- weather is no topic
  rule({ ...words, id: 'weather/sunny', uses: { stop }, judge: () => pass() });
  // @ts-expect-error -- critical is no level
  rule({ ...words, level: 'critical', uses: { stop }, judge: () => pass() });
  // @ts-expect-error -- only the engine says broken
  const verdict: Verdict = { outcome: 'broken', reason: '' };
  expect(verdict).toBeDefined();
});

test('a built-in rule has a fix for every framework, a rule of your own may have one for all', () => {
  // @ts-expect-error -- seven are missing
  rule({ ...words, fix: { any: '' }, uses: { stop }, judge: () => pass() });
  const own = ownRule({
    ...words,
    fix: { any: 'mend it', gin: 'mend Gin' },
    uses: { stop },
    judge: () => pass(),
  });
  expect(own.fix).toMatchObject({ any: 'mend it', gin: 'mend Gin', express: 'mend it' });
  expect(ownRule({ ...words, fix: 'mend it', uses: { stop }, judge: () => pass() }).fix.django).toBe(
    'mend it',
  );
  // @ts-expect-error -- but one it must have
  ownRule({ ...words, fix: { gin: 'mend Gin' }, uses: { stop }, judge: () => pass() });
});
