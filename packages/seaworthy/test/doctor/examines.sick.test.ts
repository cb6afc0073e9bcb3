import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProcess } from '../../src/doctor/target/find-process.ts';
import { Target } from '../../src/doctor/target/target.ts';
import { embeddedDatabase } from '../../src/lab/embedded-database.ts';
import { marked, patient } from './patients.ts';
import { doctor } from './said-by-doctor.ts';

const RUNS = Number(process.env['SEAWORTHY_RUNS'] ?? 1);

let database: Awaited<ReturnType<typeof embeddedDatabase>>;
beforeAll(async () => {
  database = await embeddedDatabase([import.meta.dirname]);
  process.env['DATABASE_URL'] = database.url;
});
afterAll(() => database.stop());

describe.concurrent('a sick program is named with its rule, file and line', () => {
  it.for([
    ['listener-leak.mjs'],
    ['timers-pile-up.cjs'],
    ['heap-grows.mjs', '--memory'],
    ['closure-grows.cjs', '--memory'],
    ['unhandled-rejections.mjs'],
    ['promise-pile-up.mjs', '--memory'],
    ['pool-leak.mjs'],
    ['pool-exhausted.cjs'],
    ['loop-blocked.cjs'],
    ['sockets-pile-up.mjs'],
    ['handles-pile-up.mjs'],
  ] as const)('%s', async ([file, ...flags]) => {
    await using sick = await patient(file);
    const { rule, site } = marked(file);
    const { code, findings, text } = await doctor(sick.pid, ...flags);
    expect(code, text).toBe(1);
    const found = findings.find((finding) => finding.rule === rule);
    expect(found, JSON.stringify(findings)).toBeDefined();
    expect(found!.site).toSatisfy((at: string) =>
      // What the heap profiler names is the function.
      rule === 'heap-grows' ? within(at, site) : at === site,
    );
    // What piles up is held, so the heap grows with it; nothing else is wrong.
    expect(
      findings.map((finding) => finding.rule).filter((id) => id !== rule && id !== 'heap-grows'),
    ).toEqual([]);
    expect(sick.alive(), sick.output()).toBe(true);
  });

  it('gc-dominates.cjs, which is asked for nothing that takes memory', async () => {
    const flags = ['--max-old-space-size=200', '--max-semi-space-size=8'];
    await using sick = await patient('gc-dominates.cjs', { flags, rate: 1 });
    const { findings, examination } = await doctor(sick.pid, '--memory');
    expect(findings.map(({ rule }) => rule)).toContain('gc-dominates');
    expect(examination).not.toHaveProperty('memory');
    expect(sick.alive(), sick.output()).toBe(true);
  });
});

describe.concurrent('a healthy busy program gets no finding', () => {
  const runs = Array.from({ length: RUNS }, (_, run) => run + 1);
  it.for(['healthy/express-and-postgres.mjs', 'healthy/fastify.cjs', 'healthy/worker.mjs'])(
    '%s',
    async (file) => {
      await using healthy = await patient(file);
      for (const run of runs) {
        expect(healthy.alive(), healthy.output()).toBe(true);
        const { code, findings } = await doctor(healthy.pid, '--memory');
        expect([run, findings]).toEqual([run, []]);
        expect(code).toBe(0);
      }
      expect(healthy.alive()).toBe(true);
    },
  );
});

it('the pause that it tells of is the one that the process felt', async () => {
  await using healthy = await patient('healthy/worker.mjs');
  await felt(healthy.pid);
  // A period as long as the doctor's own, to compare with.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const without = await felt(healthy.pid);
  const { examination } = await doctor(healthy.pid);
  const during = await felt(healthy.pid);
  // What it takes itself, on top of what the process feels in any case; timers are late by some ms.
  expect(during).toBeLessThan(without + examination.longestPause + 100);
});

it('nothing of the environment is printed', async () => {
  const canary = 'c4n4ry-in-the-environment';
  await using healthy = await patient('healthy/express-and-postgres.mjs', { env: { SECRET: canary } });
  expect((await doctor(healthy.pid, '--memory')).text).not.toContain(canary);
});

/** The longest gap in ms between two ticks of a timer within the process since the last time that this was asked. */
async function felt(pid: number): Promise<number> {
  await using target = await Target.attach(findProcess(String(pid)));
  return await target.run(() => {
    const place = globalThis as { gaps?: { longest: number } };
    const longest = place.gaps?.longest ?? 0;
    if (place.gaps === undefined) {
      const gaps = (place.gaps = { longest: 0 });
      let last = performance.now();
      setInterval(() => {
        gaps.longest = Math.max(gaps.longest, performance.now() - last);
        last = performance.now();
      }, 5);
    }
    place.gaps.longest = 0;
    return longest;
  }, undefined);
}

/** Whether a function's first line is at most five above the marked one, in the same file. */
function within(site: string, line: string): boolean {
  const [file, at] = site.split(/:(?=\d+$)/);
  const [wanted, lastLine] = line.split(/:(?=\d+$)/);
  return file === wanted && Number(at) <= Number(lastLine) && Number(at) >= Number(lastLine) - 5;
}
