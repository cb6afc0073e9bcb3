import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { program } from '../../src/testing/program.ts';

const child = new URL('../programs/testing-child.mjs', import.meta.url);

it('passes arguments, flags and environment, and waits for a line', async () => {
  const options = { args: ['a', 'b'], execArgv: ['--no-warnings'], env: { COLOUR: 'blue' } };
  await using running = program(child, options);
  const [, port] = await running.line(/ready on (\d+)/);
  expect(Number(port)).toBeGreaterThan(0);
  expect(running.lines()).toEqual([`ready on ${port} with a,b --no-warnings blue`]);
});

it('waits for a port', async () => {
  await using running = program(child, { env: { PORT: '39417' } });
  await expect(running.listening(39417)).resolves.toBeUndefined();
});

it('tells the exit code and how long it took since the signal', async () => {
  await using running = program(child);
  await running.line(/ready/);
  running.signal('SIGTERM');
  const { code, signal, ms } = await running.exited;
  expect([code, signal]).toEqual([7, null]);
  expect(ms).toBeGreaterThanOrEqual(45);
  expect(ms).toBeLessThan(5000);
  expect(running.output()).toContain('stopping');
});

it('tells the signal that ended it', async () => {
  await using running = program(child);
  await running.line(/ready/);
  running.signal('SIGKILL');
  expect(await running.exited).toMatchObject({ code: null, signal: 'SIGKILL' });
});

it('kills the whole process group at the end', async () => {
  let grandchild: number;
  {
    await using running = program(child, { env: { GRANDCHILD: '1' } });
    grandchild = Number((await running.line(/grandchild (\d+)/))[1]);
    expect(isAlive(grandchild)).toBe(true);
  }
  await gone(grandchild);
});

it('says what the program wrote when the line does not come', async () => {
  await using running = program(child);
  await running.line(/ready/);
  await expect(running.line(/never/, 50)).rejects.toThrow(
    /matching \/never\/ within 50 ms, got none; output:\nready on/,
  );
  running.signal('SIGTERM');
  await expect(running.line(/never/)).rejects.toThrow(/got exit 7; output:\nready on .*\nstopping/s);
});

it('leaves no orphan when the process that started it is killed', async () => {
  const parent = spawn(
    process.execPath,
    [new URL('../programs/testing-parent.mjs', import.meta.url).pathname],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const [text] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(/child (\d+)/.exec(text.toString())?.[1]);
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await gone(pid);
});

/** A zombie that nobody has reaped yet is dead. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const status = existsSync('/proc/self/stat') ? readFileSync(`/proc/${pid}/stat`, 'utf8') : '';
    return !/\) [ZX] /.test(status);
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 3000, interval: 20 }).toBe(false);
}
