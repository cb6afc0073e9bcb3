import { spawnSync } from 'node:child_process';
import * as autocannon from './load/autocannon.mjs';
import * as wrk from './load/wrk.mjs';

/** Keep-alive connections of every load. */
export const CONNECTIONS = 32;

const generator = spawnSync('wrk', ['-v']).error === undefined ? wrk : autocannon;

/** Name and version of the load generator in use: wrk when it is installed, else autocannon. */
export const loadGenerator = generator.version();

/**
 * Sends one exchange over and over for `seconds`: `{ requests, perSecond, p50, p99 }`, latencies in ms.
 * Throws when one answer had another status, because then something else was measured.
 */
export async function load(service, exchange, seconds) {
  const { wrong, ...figures } = await generator.run(service.origin, exchange, seconds, CONNECTIONS);
  if (wrong === 0 && figures.requests > 0) return figures;
  throw new Error(
    `expected only ${exchange.status} from ${service.name} for ${exchange.name}, ` +
      `got ${wrong} other answers or broken connections in ${figures.requests} requests`,
  );
}
