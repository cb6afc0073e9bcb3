import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Diagnosis } from '../../src/doctor/diagnose.ts';
import type { Examination } from '../../src/doctor/examination.ts';
import { findProcess } from '../../src/doctor/target/find-process.ts';
import { Target } from '../../src/doctor/target/target.ts';
import { embeddedDatabase } from '../../src/lab/embedded-database.ts';
import { listenersOf } from '../../src/lab/socket-table.ts';
import { marked, patient } from './patients.ts';

const COMMAND = fileURLToPath(new URL('../../bin/seaworthy.js', import.meta.url));
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

describe.concurrent('whatever happens to the doctor, the process is left as it was', () => {
  it.for([60, 120, 180, 240, 300])('when the doctor is killed %i ms after its start', async (ms) => {
    await using healthy = await patient('healthy/fastify.cjs');
    const before = listenersOf([healthy.pid]).length;
    const killed = spawn(process.execPath, [COMMAND, 'doctor', String(healthy.pid)], { stdio: 'ignore' });
    await new Promise((resolve) => setTimeout(resolve, ms));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    // Whether it had said its first word or not; a signal on its way would open the inspector later.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await vi.waitFor(() => expect(listenersOf([healthy.pid])).toHaveLength(before), 25_000);
    expect(healthy.alive()).toBe(true);
  });

  it.for([0, 900, 2_500, 4_500])('when the doctor is killed %i ms after it attached', async (ms) => {
    await using healthy = await patient('healthy/fastify.cjs');
    const before = listenersOf([healthy.pid]).length;
    const killed = spawn(process.execPath, [COMMAND, 'doctor', String(healthy.pid), '--memory'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    killed.stderr.on('data', (chunk) => (said += chunk));
    // Its first stage: the dead man's timer runs.
    await vi.waitFor(() => expect(said).toContain('asks whether'), 20_000);
    await new Promise((resolve) => setTimeout(resolve, ms));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    // The dead man's timer.
    await vi.waitFor(() => expect(listenersOf([healthy.pid])).toHaveLength(before), 25_000);
    expect(await patches(healthy.pid)).toEqual([]);
    expect(healthy.alive()).toBe(true);
  });

  it('when the doctor is stopped for longer than the dead man waits', async () => {
    await using healthy = await patient('healthy/fastify.cjs');
    const [service] = listenersOf([healthy.pid]);
    const stopped = spawn(process.execPath, [COMMAND, 'doctor', String(healthy.pid)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    stopped.stderr.on('data', (chunk) => (said += chunk));
    await vi.waitFor(() => expect(said).toContain('asks whether'), 20_000);
    stopped.kill('SIGSTOP');
    // An inspector that is closed while somebody is connected holds the event loop until they leave.
    for (const until = performance.now() + 17_000; performance.now() < until;) {
      const { status } = await fetch(`http://127.0.0.1:${service!.port}/`, {
        signal: AbortSignal.timeout(5_000),
      });
      expect(status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    stopped.kill('SIGKILL');
    await once(stopped, 'exit');
    await vi.waitFor(() => expect(listenersOf([healthy.pid])).toHaveLength(1), 5_000);
    expect(await patches(healthy.pid)).toEqual([]);
  });

  it('when one doctor after another comes and goes', async () => {
    await using healthy = await patient('healthy/fastify.cjs');
    const before = listenersOf([healthy.pid]).length;
    for (let visit = 1; visit <= 30; visit++) {
      await using target = await Target.attach(findProcess(String(healthy.pid)));
      expect(await target.run(() => 'here', undefined)).toBe('here');
    }
    expect(listenersOf([healthy.pid])).toHaveLength(before);
    expect(healthy.alive(), healthy.output()).toBe(true);
  });

  it('when it ends in peace, and when it is interrupted', async () => {
    await using healthy = await patient('healthy/fastify.cjs');
    const before = listenersOf([healthy.pid]).length;
    await doctor(healthy.pid);
    expect(listenersOf([healthy.pid])).toHaveLength(before);
    expect(await patches(healthy.pid)).toEqual([]);
    const interrupted = spawn(process.execPath, [COMMAND, 'doctor', String(healthy.pid)]);
    await once(interrupted.stderr, 'data');
    interrupted.kill('SIGINT');
    expect(await once(interrupted, 'exit')).toEqual([130, null]);
    await vi.waitFor(() => expect(listenersOf([healthy.pid])).toHaveLength(before), 5_000);
  });
});

it('the pause that it tells of is the one that the process felt', async () => {
  await using healthy = await patient('healthy/worker.mjs');
  await felt(healthy.pid);
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

interface Said extends Diagnosis {
  code: number;
  text: string;
  examination: Examination;
}

async function doctor(pid: number, ...flags: string[]): Promise<Said> {
  const child = spawn(process.execPath, [COMMAND, 'doctor', String(pid), '--json', ...flags]);
  let text = '';
  let errors = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (errors += chunk));
  const [code] = (await once(child, 'close')) as [number];
  if (text === '') throw new Error(`exit ${code}: ${errors}`);
  return { ...(JSON.parse(text) as Said), code, text };
}

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

/** Names of what is still patched in a process. */
async function patches(pid: number): Promise<string[]> {
  await using target = await Target.attach(findProcess(String(pid)));
  return await target.run((visit) => {
    const { on, off } = visit.builtin('events').EventEmitter.prototype;
    const { connect } = visit.builtin('net').Socket.prototype;
    const { setTimeout: timeout, setInterval: interval } = globalThis;
    const functions: Record<string, unknown> = { on, off, connect, timeout, interval };
    // The doctor's functions come from no file of Node, and say so.
    return Object.keys(functions).filter((name) => /watching|born|books/.test(String(functions[name])));
  }, undefined);
}

/** Whether a function's first line is at most five above the marked one, in the same file. */
function within(site: string, line: string): boolean {
  const [file, at] = site.split(/:(?=\d+$)/);
  const [wanted, lastLine] = line.split(/:(?=\d+$)/);
  return file === wanted && Number(at) <= Number(lastLine) && Number(at) >= Number(lastLine) - 5;
}
