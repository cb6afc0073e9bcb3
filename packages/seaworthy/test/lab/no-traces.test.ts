import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { free } from '../../src/lab/free-port.ts';
import { allProcesses, read } from '../../src/lab/proc.ts';
import { program } from './processes.ts';

/** A checker in a process of its own; its services are recognised by a mark in their environment. */
function checker(how?: string) {
  const mark = `SEAWORTHY_TEST=${process.pid}-${Math.random()}`;
  const [name = '', value] = mark.split('=');
  const child = spawn(
    process.execPath,
    [program('checker.mjs'), program('service.mjs'), ...(how ? [how] : [])],
    {
      env: { ...process.env, [name]: value },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  const ended = once(child, 'exit').then(([code]) => Number(code));
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const left = (): string[] =>
    allProcesses()
      .filter(({ zombie, pid }) => !zombie && read(`/proc/${pid}/environ`)?.includes(mark))
      .map(({ pid }) => read(`/proc/${pid}/cmdline`)?.replaceAll('\0', ' ') ?? '');
  const said = async (text: string) => {
    await expect.poll(() => output, { timeout: 10_000 }).toContain(text);
  };
  const services = () => JSON.parse(/\{.*\}/.exec(output)?.[0] ?? '{}') as { pid: number; port: number };
  return { child, ended, left, said, services };
}

const nothing = { timeout: 6000, interval: 50 };
/** Another checker of this machine may have been given the port since. */
const lent = { timeout: 40_000, interval: 200 };

test.each([
  ['exits', 'exit', 4],
  ['dies of a bug', 'throw', 1],
])('nothing is left of a checker that %s', async (_name, how, code) => {
  const { ended, left, said, services } = checker(how);
  await said('"port"');
  expect(await ended).toBe(code);
  await expect.poll(left, nothing).toEqual([]);
  await expect.poll(() => free(services().port), lent).toBe(true);
});

test.each(['SIGINT', 'SIGTERM', 'SIGKILL', 'SIGHUP'] as const)(
  'nothing is left of a checker that is ended by %s',
  async (signal) => {
    const { child, ended, left, said, services } = checker();
    await said('"port"');
    expect(left().length).toBeGreaterThan(1);
    child.kill(signal);
    await ended;
    await expect.poll(left, nothing).toEqual([]);
    await expect.poll(() => free(services().port), lent).toBe(true);
  },
);

test('nothing is left of a checker that is killed at a random moment', async () => {
  await Promise.all(
    Array.from({ length: 12 }, async (_, round) => {
      await sleep(Math.floor(round / 3) * 600);
      const { child, ended, left, said } = checker();
      await said('begins');
      await sleep(Math.random() * 600);
      child.kill('SIGKILL');
      await ended;
      await expect.poll(left, nothing).toEqual([]);
    }),
  );
});
