import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../docs/documents.mjs';

const ADA = { email: `${randomUUID()}@example.com`, name: 'Ada', password: 'correct horse battery' };
let location: string | null;

it('npm start prints where the service is, and Ctrl-C ends it, its database and the check of its copy', async () => {
  await using service = await npmStart();
  const headers = { 'content-type': 'application/json' };
  const created = await fetch(`${service.url}/users`, { method: 'POST', headers, body: JSON.stringify(ADA) });
  expect(created.status).toBe(201);
  location = created.headers.get('location');
  for (const path of ['/docs', '/readyz', '/metrics']) {
    expect(service.output()).toContain(service.url + path);
    expect((await fetch(service.url + path)).status).toBe(200);
  }
  await expect.poll(service.output, { timeout: 30_000 }).toMatch(/^\[\d+\/\d+\] /m);
  await service.interrupt();
  expect(service.output()).toMatch(/"code":0,"forced":false.*"msg":"stopped"/);
});

it('the next npm start has the data of the one before, is fit for production, and goes on serving', async () => {
  await using service = await npmStart();
  const user = async () => (await fetch(service.url + location)).json();
  expect(await user()).toMatchObject({ email: ADA.email });
  await expect.poll(service.output, { timeout: 240_000 }).toMatch(/report +\S+/);
  expect(service.output()).toContain('Fit for production: every rule that applies passes.');
  const [, page] = /report +(\S+)/.exec(service.output())!;
  expect(readFileSync(join(root, page!), 'utf8')).toMatch(/^<!doctype html>/i);
  expect(await user()).toMatchObject({ email: ADA.email });
  await service.interrupt();
}, 360_000);

it('the check does not outlive an npm start that is killed', async () => {
  await using service = await npmStart();
  await expect.poll(service.output, { timeout: 30_000 }).toMatch(/^\[\d+\/\d+\] /m);
  service.kill();
  await expect.poll(service.left, { timeout: 20_000 }).toEqual([]);
});

/** `npm start` as a terminal runs it: in a process group of its own, with no variable of ours. */
async function npmStart() {
  const mark = `SEAWORTHY_START=${randomUUID()}`;
  const env = {
    ...process.env,
    SEAWORTHY_START: mark.split('=')[1],
    NODE_ENV: undefined,
    PORT: undefined,
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
  };
  const child = spawn('npm', ['start'], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = once(child, 'close');
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  const url = await expect
    .poll(() => /service +(http:\/\/\S+)\/users/.exec(text)?.[1], { timeout: 90_000, message: text })
    .toBeDefined()
    .then(() => /service +(http:\/\/\S+)\/users/.exec(text)![1]!);
  return {
    url,
    output: () => text,
    left: () => marked(mark),
    kill: () => process.kill(-child.pid!, 'SIGKILL'),
    /** Ctrl-C reaches the whole group, and npm passes it on: the service gets it twice. */
    async interrupt() {
      process.kill(-child.pid!, 'SIGINT');
      await ended;
      // The databases and the check are in groups of their own; they were stopped before the service exited.
      await expect.poll(() => isAlive(-child.pid!)).toBe(false);
      await expect.poll(() => marked(mark)).toEqual([]);
    },
    async [Symbol.asyncDispose]() {
      if (isAlive(-child.pid!)) process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
  };
}

/** Command lines of the processes that inherited this variable, wherever they have gone. */
function marked(mark: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    try {
      const inherited = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
      return inherited ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') : [];
    } catch {
      return [];
    }
  });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
