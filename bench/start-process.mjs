import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinned } from './pin.mjs';

/**
 * Starts a service on a free loopback port, in a folder of its own (`{data}` in `environment`), and waits until `path` is answered with 200;
 * `startedIn` is how long that took, `limit` how long it may take, in ms. Whatever it prints goes to a regular file, the
 * same for all; `clearLog()` empties that file so that no run is slowed by the size of another's log.
 */
export async function startProcess({ name, command, environment, path, limit }) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-'));
  const [log, errors] = [join(folder, 'stdout'), join(folder, 'stderr')];
  const port = await freePort();
  const [program, ...rest] = pinned('server', command);
  const output = [openSync(log, 'a'), openSync(errors, 'a')];
  const spawned = performance.now();
  const child = spawn(program, rest, {
    cwd: folder,
    stdio: ['ignore', ...output],
    env: { PATH: process.env.PATH, PORT: String(port), ...placed(environment, folder) },
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
      // What it started may still be writing its last file.
      rmSync(folder, { recursive: true, maxRetries: 10, retryDelay: 100 });
    },
  };
  await answered(service, child, path, limit, () => readFileSync(errors, 'utf8'));
  return { ...service, startedIn: performance.now() - spawned };
}

function placed(environment, folder) {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [name, value.replace('{data}', folder)]),
  );
}

async function answered(service, child, path, limit, errorsOf) {
  const until = Date.now() + limit;
  let status = 'no answer';
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(service.origin + path).catch(() => undefined);
    await answer?.text();
    status = answer?.status ?? status;
    if (status === 200) return;
    await sleep(5);
  }
  const end = child.exitCode === null ? status : `exit code ${child.exitCode}`;
  const said = errorsOf().slice(0, 2000);
  await service.stop();
  throw new Error(`expected ${service.name} to answer GET ${path} with 200, got ${end}:\n${said}`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
