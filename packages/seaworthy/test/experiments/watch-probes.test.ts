import { expect, test } from 'vitest';
import type { Lab } from '../../src/lab/lab.ts';
import { watchProbes, watchProbesNotice } from '../../src/experiments/watch-probes.ts';

/** A lab with a clock of its own, whose readiness says yes from memory for so long and is silent from then on. */
function rememberingFor(memory: number, profile: Lab['profile'] | object): Lab {
  let clock = 0;
  const lab: Partial<Lab> = {
    profile: profile as Lab['profile'],
    now: () => clock,
    alive: () => true,
    // Leaves the turn, so that work that is over can say so.
    sleep: (ms) => new Promise((resolve) => setImmediate(() => resolve(void (clock += ms)))),
    request: async ({ path, timeout = 0 }) => {
      const silent = path === '/ready' && clock >= memory;
      const startedAt = clock;
      if (silent) clock += timeout;
      const answer = silent ? { error: 'TIMEOUT' } : { response: { status: 200, headers: {}, body: '' } };
      const request = { method: 'GET', path, headers: {} };
      return { kind: 'exchange', request, ...answer, connected: true, sent: true, startedAt, endedAt: clock };
    },
  };
  return lab as Lab;
}

test.each([0, 300, 900, 5000])(
  'a probe that remembers its last answer for %i ms is asked until it noticed, and three times more',
  async (memory) => {
    const lab = rememberingFor(memory, { ready: '/ready' });
    const { ready } = await watchProbesNotice(lab, 4, Promise.resolve());
    expect(ready.filter(({ error }) => error === 'TIMEOUT')).toHaveLength(4);
  },
);

test('a probe that notices nothing is asked for 15 s', async () => {
  const lab = rememberingFor(Infinity, { ready: '/ready', live: '/live' });
  const { live, ready } = await watchProbesNotice(lab, 4, Promise.resolve());
  expect(ready.at(-1)!.endedAt).toBeGreaterThan(14_000);
  expect(live.length).toBeGreaterThan(4);
});

test('a liveness probe on its own is asked until it noticed', async () => {
  const { live, ready } = await watchProbesNotice(
    rememberingFor(600, { live: '/ready' }),
    3,
    Promise.resolve(),
  );
  expect(live.filter(({ error }) => error === 'TIMEOUT')).toHaveLength(3);
  expect(ready).toEqual([]);
});

test('probes are asked a few times where nothing is there to be noticed', async () => {
  const { live, ready } = await watchProbes(
    rememberingFor(Infinity, { ready: '/ready' }),
    3,
    Promise.resolve(),
  );
  expect(ready).toHaveLength(3);
  expect(live).toEqual([]);
});
