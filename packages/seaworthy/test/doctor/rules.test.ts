import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/doctor/diagnose.ts';
import type { PoolFacts } from '../../src/doctor/probes/watch-pools.ts';
import { RULES } from '../../src/doctor/rules.ts';
import { examination, loop, more, readings, same, says, stackAt } from './examination.ts';

const SITE = '/srv/src/orders.ts:12';
const STACK = stackAt('/srv/src/orders.ts', 12);

it('a process that is well passes every rule', () => {
  const { findings, unclear, healthy } = diagnose(examination());
  expect(findings).toEqual([]);
  expect(unclear).toEqual([]);
  expect(healthy).toEqual(RULES.map(({ id }) => id));
});

it('what was not seen is unclear, not healthy', () => {
  const seen = examination();
  const little = diagnose({
    format: seen.format,
    process: seen.process,
    at: seen.at,
    ms: 100,
    longestPause: 0,
    identity: seen.identity,
    blocked: undefined,
  });
  expect(little.findings).toEqual([]);
  expect(little.healthy).toEqual(['heap-near-limit', 'no-shutdown-handler']);
});

it('of a loop that does not answer nothing else is said', () => {
  const { findings, unclear } = diagnose({
    ...examination(),
    blocked: [STACK],
    loop: undefined as never,
    pools: undefined as never,
  });
  expect(findings.map(({ rule }) => rule)).toEqual(['loop-blocked']);
  expect(unclear).toEqual([]);
});

it('errors come before warnings', () => {
  const { findings } = diagnose(
    examination({
      identity: { ...examination().identity, heapUsed: 3_900e6, listeners: noListeners() },
    }),
  );
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([
    ['heap-near-limit', 'error'],
    ['no-shutdown-handler', 'warn'],
  ]);
});

describe('loop-blocked', () => {
  it('names the function on the stack of a loop that does not answer, and a regular expression', () => {
    const stack = `Error\n    at RegExp.test (<anonymous>)\n    at isSlug (/srv/src/orders.ts:12:9)`;
    expect(says('loop-blocked', { blocked: ['', stack] })).toMatchObject([
      {
        severity: 'error',
        site: SITE,
        summary: expect.stringContaining('`isSlug`, in a regular expression'),
      },
    ]);
  });

  it('says so when only native code is on the stack', () => {
    const [finding] = says('loop-blocked', { blocked: ['', ''] }) as object[];
    expect(finding).not.toHaveProperty('site');
    expect(finding).toMatchObject({ summary: expect.stringContaining('nothing of the application') });
  });

  const stretches = [{ ms: 400, frames: ['hash /srv/src/orders.ts:12'], site: SITE }];
  it('names a function that ran for long while timers were late', () => {
    expect(
      says('loop-blocked', { loop: loop({ max: 420 }), cpu: { ms: 3_000, busy: 0.9, stretches } }),
    ).toMatchObject([{ site: SITE, summary: '`hash` kept the event loop to itself for 400 ms' }]);
  });

  it('is content when timers were in time, or nothing ran for long', () => {
    expect(says('loop-blocked', { cpu: { ms: 3_000, busy: 0.9, stretches } })).toEqual([]);
    expect(says('loop-blocked', { loop: loop({ max: 900 }) })).toEqual([]);
  });
});

describe('heap-near-limit', () => {
  const { identity } = examination();
  it('finds a heap of nine tenths of its limit', () => {
    expect(says('heap-near-limit', { identity: { ...identity, heapUsed: 3_600e6 } })).toMatchObject([
      { severity: 'error', summary: expect.stringContaining('3.6 GB of at most 4.0 GB (90 %)') },
    ]);
  });

  it('finds a container that is nearly full, though the heap is not', () => {
    expect(
      says('heap-near-limit', { identity: { ...identity, rss: 480e6, memoryLimit: 512e6 } }),
    ).toMatchObject([{ summary: 'The process holds 480.0 MB of the 512.0 MB that its container allows' }]);
  });

  it('is content without a limit, which some kernels tell as an enormous one', () => {
    for (const memoryLimit of [0, 2 ** 63])
      expect(says('heap-near-limit', { identity: { ...identity, memoryLimit } })).toEqual([]);
  });
});

describe('gc-dominates', () => {
  it('finds a collector that takes half of the time', () => {
    expect(
      says('gc-dominates', { loop: loop({ gc: { share: 0.5, longest: 80, count: 60 } }) }),
    ).toMatchObject([{ severity: 'error', summary: 'Garbage collection takes 50 % of the time' }]);
  });

  it('is content with a fifth, and with a few long ones', () => {
    for (const gc of [
      { share: 0.2, longest: 80, count: 60 },
      { share: 0.4, longest: 600, count: 2 },
    ])
      expect(says('gc-dominates', { loop: loop({ gc }) })).toEqual([]);
  });
});

describe('pool-leak', () => {
  it('finds connections that did nothing all the time, by who asks for them', () => {
    const callers = [{ stack: STACK, times: 9, waiting: 9, kept: 0 }];
    const states = Array.from({ length: 11 }, () => ({ total: 4, idle: 0, waiting: 9, max: 4 }));
    expect(says('pool-leak', { pools: [pool({ idleHolders: 4, callers, states })] })).toMatchObject([
      {
        severity: 'error',
        site: SITE,
        summary: '4 connections of the pg pool to db:5432/users are taken and not given back',
      },
    ]);
  });

  it('warns of what was taken meanwhile and left alone', () => {
    const callers = [{ stack: STACK, times: 20, waiting: 0, kept: 1 }];
    expect(says('pool-leak', { pools: [pool({ callers })] })).toMatchObject([
      { severity: 'warn', site: SITE, summary: expect.stringMatching(/^1 connection .* is taken/) },
    ]);
  });

  it('lets one or two connections be held on purpose', () => {
    expect(says('pool-leak', { pools: [pool({ idleHolders: 2 })] })).toEqual([]);
  });

  it('is unclear when the walk was cut before it met a pool', () => {
    expect(says('pool-leak', { walk: { ...examination().walk!, cut: true } })).toContain('no pool was found');
  });
});

describe('pool-exhausted', () => {
  const starved = Array.from({ length: 11 }, () => ({ total: 2, idle: 0, waiting: 30, max: 2 }));
  const callers = [{ stack: STACK, times: 80, waiting: 30, kept: 0 }];

  it("computes the size that is needed by Little's law", () => {
    const held = Array.from({ length: 100 }, () => 100);
    expect(
      says('pool-exhausted', { pools: [pool({ states: starved, taken: 100, held, callers })] }),
    ).toMatchObject([
      {
        site: SITE,
        summary: expect.stringContaining('2 of 2 connections in use, up to 30 callers waiting'),
        fix: expect.stringContaining(
          "Or a pool of 5. Little's law: 50.0 checkouts/s × 100 ms held (p95 of 100) = 5 at once.",
        ),
      },
    ]);
  });

  it('does not compute from too few', () => {
    expect(
      says('pool-exhausted', { pools: [pool({ states: starved, taken: 2, held: [100] })] }),
    ).toMatchObject([{ fix: expect.stringContaining('Too few came back to compute a size') }]);
  });

  it('lets a queue come and go', () => {
    const states = starved.map((state, at) => (at % 2 === 0 ? state : { ...state, idle: 1, waiting: 0 }));
    expect(says('pool-exhausted', { pools: [pool({ states })] })).toEqual([]);
  });

  it('is unclear when the heap was too full to look', () => {
    expect(says('pool-exhausted', { pools: undefined as never })).toContain('too full');
  });
});

describe('unhandled-rejections', () => {
  it('joins those of one place and class, and never tells a message', () => {
    const stacks = [
      { name: 'TypeError', stack: STACK, times: 30 },
      { name: 'TypeError', stack: `${STACK}\n    at another (/srv/src/b.ts:1:1)`, times: 10 },
    ];
    expect(says('unhandled-rejections', { rejections: { by: 'listener', count: 40, stacks } })).toMatchObject(
      [{ site: SITE, summary: expect.stringContaining('40 of 40 rejections are of class TypeError') }],
    );
  });

  it('is content without any', () => {
    expect(says('unhandled-rejections', {})).toEqual([]);
  });
});

describe('listener-leak', () => {
  const change = { emitter: 'OrderBus', event: 'created', stacks: [{ stack: STACK, times: 90 }] };

  it('finds an emitter that only gains', () => {
    expect(
      says('listener-leak', { listeners: [{ ...change, added: 90, removed: 0, now: 190 }] }),
    ).toMatchObject([
      { site: SITE, summary: '`OrderBus` gains listeners for `created` and loses none: 190 by now' },
    ]);
  });

  it('lets listeners come and go, and a few stay', () => {
    for (const [added, removed, now] of [
      [90, 85, 20],
      [90, 0, 8],
      [4, 0, 40],
    ] as const)
      expect(says('listener-leak', { listeners: [{ ...change, added, removed, now }] })).toEqual([]);
  });

  it('is unclear of a crowd that did not grow meanwhile', () => {
    const crowded = [{ emitter: 'OrderBus', event: 'created', listeners: 500, limit: 10, path: 'bus' }];
    expect(says('listener-leak', { walk: { ...examination().walk!, crowded } })).toContain('--window 30');
  });
});

describe('heap-grows', () => {
  const sites = [{ function: 'remember', site: SITE, bytes: 3e6 }];
  const memory = { readings: readings(40e6, 41e6, 42e6, 43e6, 44e6), sites, collection: 9 };

  it('finds a heap that is larger after every collection, by where it was filled', () => {
    expect(says('heap-grows', { memory })).toMatchObject([
      { site: SITE, summary: expect.stringContaining('by 1.0 MB per second') },
    ]);
  });

  it('is content when one collection took something back, or little was added', () => {
    expect(
      says('heap-grows', { memory: { ...memory, readings: readings(40e6, 41e6, 42e6, 41.9e6, 44e6) } }),
    ).toEqual([]);
    expect(
      says('heap-grows', { memory: { ...memory, readings: readings(40e6, 40.1e6, 40.2e6, 40.3e6, 40.4e6) } }),
    ).toEqual([]);
  });

  it('is unclear without --memory', () => {
    expect(says('heap-grows', { memory: undefined as never })).toContain('--memory');
  });
});

describe('sockets-pile-up', () => {
  const births = [{ kind: 'outgoing socket' as const, stack: STACK, made: 80, left: 80, to: 'mail:25' }];

  it('finds outgoing connections that only become more', () => {
    expect(says('sockets-pile-up', { resources: more('TCPSocketWrap', 10), births })).toMatchObject([
      { site: SITE, summary: 'Connections to mail:25 pile up: 80 of the last 80 are still open' },
    ]);
  });

  it('finds connections that the other side closed and this one keeps', () => {
    expect(
      says('sockets-pile-up', {
        sockets: { established: 5, closeWait: [{ remotePort: 25, count: 40 }] },
      }),
    ).toMatchObject([
      { summary: '40 connections to port 25 were closed by the other side and are still open here' },
    ]);
  });

  it('is content with a pool that was filled once, and with clients that come', () => {
    expect(says('sockets-pile-up', { births })).toEqual([]);
    expect(says('sockets-pile-up', { resources: more('TCPSocketWrap', 10) })).toEqual([]);
  });
});

describe('timers-pile-up', () => {
  const interval = { kind: 'interval' as const, stack: STACK, made: 80, left: 80, delay: 15_000 };

  it('finds intervals that nobody clears', () => {
    expect(says('timers-pile-up', { resources: more('Timeout', 10), births: [interval] })).toMatchObject([
      { site: SITE, summary: 'Intervals pile up: 70 by now, and 80 of the last 80 are never cleared' },
    ]);
  });

  it.for([
    [60_000, 1],
    [5_000, 0],
  ] as const)('timeouts of %i ms: findings %i', ([delay, many]) => {
    const births = [{ ...interval, kind: 'timer' as const, delay }];
    expect(says('timers-pile-up', { resources: more('Timeout', 10), births })).toHaveLength(many);
  });

  it('is content when the number stays', () => {
    expect(says('timers-pile-up', { resources: same({ Timeout: 500 }), births: [interval] })).toEqual([]);
  });
});

describe('handles-pile-up', () => {
  it('names the kind, and the place when it was seen', () => {
    const handles = [{ kind: 'FSEventWrap', stack: STACK, made: 40, left: 40 }];
    expect(says('handles-pile-up', { resources: more('FSEventWrap', 5), handles })).toMatchObject([
      {
        severity: 'warn',
        site: SITE,
        summary: 'FSEventWrap handles pile up: 35 by now, 35 more than at the first look',
      },
    ]);
    expect(says('handles-pile-up', { resources: more('FSEventWrap', 5) })).toMatchObject([
      { summary: expect.stringContaining('FSEventWrap') },
    ]);
  });

  it('leaves timers and sockets to their own rules', () => {
    for (const kind of ['Timeout', 'TCPSocketWrap', 'Immediate'])
      expect(says('handles-pile-up', { resources: more(kind, 50) })).toEqual([]);
  });
});

describe('promise-pile-up', () => {
  const stacks = [{ stack: STACK, left: 100 }];

  it('finds promises that never settle', () => {
    expect(
      says('promise-pile-up', { promises: { made: 1_200, looked: 120, left: 110, stacks } }),
    ).toMatchObject([{ severity: 'warn', site: SITE }]);
  });

  it('lets those of requests under way be', () => {
    expect(says('promise-pile-up', { promises: { made: 5_000, looked: 500, left: 100, stacks } })).toEqual(
      [],
    );
  });

  it('is unclear without --memory', () => {
    expect(says('promise-pile-up', { promises: undefined as never })).toContain('--memory');
  });
});

describe('no-shutdown-handler', () => {
  const { identity } = examination();
  it('warns of a server that does not listen to SIGTERM', () => {
    expect(
      says('no-shutdown-handler', { identity: { ...identity, listeners: noListeners() } }),
    ).toMatchObject([{ severity: 'warn', evidence: [expect.stringContaining('port 3000')] }]);
  });

  it('lets a process without a server be', () => {
    expect(
      says('no-shutdown-handler', { identity: { ...identity, servers: [], listeners: noListeners() } }),
    ).toEqual([]);
  });
});

function noListeners() {
  return { ...examination().identity.listeners, SIGTERM: 0 };
}

/** A pool that is well. */
function pool(change: Partial<PoolFacts>): PoolFacts {
  return {
    path: 'db.pool',
    kind: 'pg',
    to: 'db:5432/users',
    states: Array.from({ length: 11 }, () => ({ total: 10, idle: 5, waiting: 0, max: 10 })),
    taken: 100,
    held: [2, 2, 3, 2, 9],
    callers: [],
    idleHolders: 0,
    longestWait: 0,
    ms: 2_000,
    ...change,
  };
}
