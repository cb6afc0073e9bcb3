import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { Cdp } from '../../src/doctor/target/cdp.ts';
import { findProcess } from '../../src/doctor/target/find-process.ts';
import { inspectorOf } from '../../src/doctor/target/inspector.ts';
import { commandOf } from '../../src/doctor/target/node-process.ts';
import { Target } from '../../src/doctor/target/target.ts';
import { allProcesses } from '../../src/lab/proc.ts';
import { listenersOf } from '../../src/lab/socket-table.ts';
import { patient } from './patients.ts';
import { doctor } from './said-by-doctor.ts';

const COMMAND = fileURLToPath(new URL('../../bin/seaworthy.js', import.meta.url));
/** The dead man waits 15 s. */
const DEAD_MAN = { timeout: 25_000, interval: 100 };

describe.concurrent('whatever happens to the doctor, the process is left as it was', () => {
  it.for(['', 'attaches to process', 'Debugger listening', 'Debugger attached'])(
    'when the doctor is killed as soon as somebody says "%s"',
    async (words) => {
      await using healthy = await patient('healthy/fastify.cjs');
      const before = listenersOf([healthy.pid]).length;
      const { child, said } = started(healthy.pid);
      await vi.waitFor(() => expect(said() + healthy.output()).toContain(words), {
        timeout: 20_000,
        interval: 1,
      });
      child.kill('SIGKILL');
      await once(child, 'exit');
      // Until then the signal may be on its way, and open the inspector later.
      await vi.waitFor(() => expect(secondsOf(healthy.pid)).toEqual([]), 15_000);
      await vi.waitFor(() => expect(listenersOf([healthy.pid])).toHaveLength(before), DEAD_MAN);
      expect(healthy.alive()).toBe(true);
    },
  );

  it.for([['asks whether'], ['walks through'], ['watches the heap', '--memory']] as const)(
    'when the doctor is killed while it %s',
    async ([stage, ...flags]) => {
      await using healthy = await patient('healthy/fastify.cjs');
      const before = listenersOf([healthy.pid]).length;
      const { child, said } = started(healthy.pid, ...flags);
      await vi.waitFor(() => expect(said()).toContain(stage), { timeout: 20_000, interval: 10 });
      child.kill('SIGKILL');
      await once(child, 'exit');
      await vi.waitFor(() => expect(listenersOf([healthy.pid])).toHaveLength(before), DEAD_MAN);
      expect(await patches(healthy.pid)).toEqual([]);
      expect(healthy.alive()).toBe(true);
    },
  );

  it('when the doctor is killed while its patches are in place', async () => {
    await using healthy = await patient('healthy/fastify.cjs');
    const before = listenersOf([healthy.pid]).length;
    const { child } = started(healthy.pid, '--window', '20');
    await vi.waitFor(async () => expect(await asked(healthy.pid, patched)).not.toEqual([]), 15_000);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await vi.waitFor(() => expect(listenersOf([healthy.pid])).toHaveLength(before), DEAD_MAN);
    expect(await patches(healthy.pid)).toEqual([]);
    expect(healthy.alive()).toBe(true);
  });

  it('when the doctor is stopped for longer than the dead man waits', async () => {
    await using healthy = await patient('healthy/fastify.cjs');
    const [service] = listenersOf([healthy.pid]);
    const { child, said } = started(healthy.pid);
    await vi.waitFor(() => expect(said()).toContain('asks whether'), 20_000);
    child.kill('SIGSTOP');
    await vi.waitFor(async () => expect(await asked(healthy.pid, isVisited)).toBe(false), DEAD_MAN);
    // An inspector that is closed while somebody is connected holds the event loop until they leave.
    expect(listenersOf([healthy.pid])).toHaveLength(2);
    const { status } = await fetch(`http://127.0.0.1:${service!.port}/`, {
      signal: AbortSignal.timeout(5_000),
    });
    expect(status).toBe(200);
    child.kill('SIGKILL');
    await once(child, 'exit');
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
    const { child } = started(healthy.pid);
    await once(child.stderr!, 'data');
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([130, null]);
    await vi.waitFor(() => expect(listenersOf([healthy.pid])).toHaveLength(before), 5_000);
  });
});

/** A doctor at work, and what it has said so far. */
function started(pid: number, ...flags: string[]): { child: ChildProcess; said: () => string } {
  const child = spawn(process.execPath, [COMMAND, 'doctor', String(pid), ...flags], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said += chunk));
  return { child, said: () => said };
}

/** Those who stand by for a doctor of this process. */
function secondsOf(pid: number): number[] {
  return allProcesses()
    .map((entry) => entry.pid)
    .filter((other) => /second-at-work\.\w+ (\d+)$/.exec(commandOf(other).join(' '))?.[1] === String(pid));
}

/** Asks a process whose inspector is open, without a visit. */
async function asked<Answer>(pid: number, question: () => Answer): Promise<Answer> {
  const inspector = await inspectorOf(pid);
  const cdp = await Cdp.connect(inspector!.url);
  try {
    const words = { expression: `(${question})()`, returnByValue: true };
    const { result } = await cdp.call<{ result: { value: Answer } }>('Runtime.evaluate', words, 2_000);
    return result.value;
  } finally {
    await cdp.close();
  }
}

/** Names of what is still patched in a process whose inspector is closed. */
async function patches(pid: number): Promise<string[]> {
  await using target = await Target.attach(findProcess(String(pid)));
  return await target.run(patched, undefined);
}

/** Runs in the process. */
function patched(): string[] {
  const { on, off } = process.getBuiltinModule('events').EventEmitter.prototype;
  const { connect } = process.getBuiltinModule('net').Socket.prototype;
  const { setTimeout: timeout, setInterval: interval } = globalThis;
  const functions: Record<string, unknown> = { on, off, connect, timeout, interval };
  // The doctor's functions come from no file of Node, and say so.
  return Object.keys(functions).filter((name) => /watching|born|books/.test(String(functions[name])));
}

/** Runs in the process. */
function isVisited(): boolean {
  return Reflect.has(globalThis, Symbol.for('seaworthy.doctor'));
}
