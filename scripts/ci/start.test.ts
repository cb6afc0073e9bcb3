import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { root } from '../docs/documents.mjs';

const ADA = { email: `${randomUUID()}@example.com`, name: 'Ada', password: 'correct horse battery' };
let location: string | null;

it('npm start prints where the service is, and Ctrl-C ends it and its database', async () => {
  await using service = await npmStart();
  const headers = { 'content-type': 'application/json' };
  const created = await fetch(`${service.url}/users`, { method: 'POST', headers, body: JSON.stringify(ADA) });
  expect(created.status).toBe(201);
  location = created.headers.get('location');
  for (const path of ['/docs', '/readyz', '/metrics']) {
    expect(service.output()).toContain(service.url + path);
    expect((await fetch(service.url + path)).status).toBe(200);
  }
  await service.interrupt();
  expect(service.output()).toMatch(/"code":0,"forced":false.*"msg":"stopped"/);
});

it('the next npm start has the data of the one before', async () => {
  await using service = await npmStart();
  expect(await (await fetch(service.url + location)).json()).toMatchObject({ email: ADA.email });
  await service.interrupt();
});

/** `npm start` as a terminal runs it: in a process group of its own, with no variable of ours. */
async function npmStart() {
  const env = {
    ...process.env,
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
    /** Ctrl-C reaches the whole group, and npm passes it on: the service gets it twice. */
    async interrupt() {
      process.kill(-child.pid!, 'SIGINT');
      await ended;
      // The database is in a group of its own; it was stopped before the service exited.
      await expect.poll(() => isAlive(-child.pid!)).toBe(false);
    },
    async [Symbol.asyncDispose]() {
      if (isAlive(-child.pid!)) process.kill(-child.pid!, 'SIGKILL');
      await ended;
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
