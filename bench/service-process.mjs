import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pinned } from './pin.mjs';

const START_LIMIT = 20_000;

/**
 * Starts one service on a free loopback port and waits for its first answer; `startedIn` is how long that took, in ms.
 * Whatever it prints goes to a regular file, the same for all; `clearLog()` empties that file so that no run is slowed by
 * the size of another's log.
 */
export async function startService(name, node, { nodeArguments = [], environment = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));
  const [log, errors] = [join(folder, 'stdout'), join(folder, 'stderr')];
  const port = await freePort();
  const program = fileURLToPath(new URL(`services/${name}.mjs`, import.meta.url));
  const [command, ...rest] = pinned('server', [node, ...nodeArguments, program]);
  const output = [openSync(log, 'a'), openSync(errors, 'a')];
  const spawned = performance.now();
  const child = spawn(command, rest, {
    stdio: ['ignore', ...output],
    env: { PATH: process.env.PATH, NODE_ENV: 'production', PORT: String(port), ...environment },
  });
  output.forEach((descriptor) => closeSync(descriptor));
  const exited = once(child, 'exit').then(([code, signal]) => ({ code, signal, at: performance.now() }));

  const service = {
    name,
    pid: child.pid,
    port,
    origin: `http://127.0.0.1:${port}`,
    readLog: () => readFileSync(log, 'utf8'),
    clearLog: () => truncateSync(log),
    signal: (signal) => child.kill(signal),
    /** Its end: `{ code, signal, at }`, the last on the clock of `performance.now()`. */
    exited,
    async stop() {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true });
    },
  };
  await firstAnswer(service, child, () => readFileSync(errors, 'utf8'));
  return { ...service, startedIn: performance.now() - spawned };
}

async function firstAnswer(service, child, errorsOf) {
  const limit = Date.now() + START_LIMIT;
  let status = 0;
  while (status === 0 && Date.now() < limit && child.exitCode === null) {
    const answer = await fetch(`${service.origin}/users/1`).catch(() => undefined);
    await answer?.text();
    status = answer?.status ?? 0;
    if (status === 200) return;
    await sleep(5);
  }
  const end = child.exitCode === null ? `status ${status || 'none'}` : `exit code ${child.exitCode}`;
  const said = errorsOf().slice(0, 2000);
  await service.stop();
  throw new Error(`expected ${service.name} to answer GET /users/1 with 200, got ${end}:\n${said}`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
