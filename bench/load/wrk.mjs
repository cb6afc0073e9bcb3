import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pinned } from '../pin.mjs';

const script = fileURLToPath(new URL('wrk.lua', import.meta.url));

export function version() {
  return spawnSync('wrk', ['-v'], { encoding: 'utf8' }).stdout.match(/^wrk \S+/)?.[0] ?? 'wrk';
}

/** One load by wrk; one thread, because it has one core. */
export async function run(origin, exchange, seconds, connections) {
  const { method, path, status, body = '' } = exchange;
  const options = ['-t', '1', '-c', String(connections), '-d', `${seconds}s`, '-s', script];
  const url = `${origin}${path}`;
  const [command, ...rest] = pinned('load', ['wrk', ...options, url, '--', method, body]);
  const { stdout } = await promisify(execFile)(command, rest);
  const said = JSON.parse(stdout.slice(stdout.lastIndexOf('{')));
  const { requests, microseconds, p50, p99, failed, broken } = said;
  return {
    requests,
    perSecond: (requests * 1e6) / microseconds,
    p50,
    p99,
    wrong: broken + (status < 400 ? failed : requests - failed),
  };
}
