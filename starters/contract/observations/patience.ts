import { setTimeout as sleep } from 'node:timers/promises';
import { requestText } from '../harness/messages.ts';
import type { Service } from '../harness/service.ts';

/** Longest that a head may take before the connection must be gone, in ms: the contract's 10 s, and some. */
const LONGEST = 15_000;
/** Pause between two header lines, in ms. */
const DRIP = 500;

/** What becomes of clients that take their time. */
export interface Patience {
  /** After how many ms a head that never ends was cut off; `undefined` when it was not. */
  slowHead: number | undefined;
  /** Status on a connection that had been idle for `idle` ms; `undefined` when it was closed. */
  afterIdle: number | undefined;
  idle: number;
}

export async function patience(service: Service): Promise<Patience> {
  await using idle = service.connect();
  await using slow = service.connect();
  const question = requestText('GET /livez');
  idle.write(question);
  await idle.response();
  const since = performance.now();
  slow.write('GET /users HTTP/1.1\r\nHost: contract.test\r\n');
  const dripping = setInterval(() => slow.write('X-Slow: and more\r\n'), DRIP);
  const cut = slow.closed.then(() => Math.round(performance.now() - since));
  const slowHead = await Promise.race([cut, sleep(LONGEST, undefined)]);
  clearInterval(dripping);
  // Longer than the 5 s after which Node and gunicorn close by default.
  await sleep(Math.max(0, since + 6_000 - performance.now()));
  const quiet = Math.round(performance.now() - since);
  idle.write(question);
  const answer = await idle.response().catch(() => undefined);
  return { slowHead, afterIdle: answer?.status, idle: quiet };
}
