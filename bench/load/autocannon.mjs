import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pinned } from '../pin.mjs';

const home = new URL('../node_modules/autocannon/', import.meta.url);
const program = fileURLToPath(new URL('autocannon.js', home));

export function version() {
  return `autocannon ${JSON.parse(readFileSync(new URL('package.json', home), 'utf8')).version}`;
}

/** One load by autocannon, in a process of its own because it must not share a core with the service. */
export async function run(origin, exchange, seconds, connections) {
  const { method, path, status, headers = {}, body } = exchange;
  const options = ['--json', '--no-progress', '-c', connections, '-d', seconds, '-m', method];
  for (const [name, value] of Object.entries(headers)) options.push('-H', `${name}=${value}`);
  if (body !== undefined) options.push('-b', body);
  const url = `${origin}${path}`;
  const [command, ...rest] = pinned('load', [process.execPath, program, ...options.map(String), url]);
  const { stdout } = await promisify(execFile)(command, rest, { maxBuffer: 16 * 1024 * 1024 });
  const said = JSON.parse(stdout);
  const requests = said.requests.total;
  return {
    requests,
    perSecond: requests / said.duration,
    p50: said.latency.p50,
    p99: said.latency.p99,
    wrong: said.errors + requests - (said.statusCodeStats[status]?.count ?? 0),
  };
}
