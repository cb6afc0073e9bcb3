import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startService } from '../service-process.mjs';
import { busyClients } from '../clients/busy-clients.mjs';

/** Each client has had about this many answers when the signal comes, so that all code is warm. */
const ANSWERS_EACH = 10;
const WARM_UP_LIMIT = 10_000;
/** Then the signal comes within so many ms: each round has a moment of its own. */
const MOMENT = 50;
/** How long after the signal it matters that the clients are quick, in ms: most have lost what they will lose by then. */
const WATCHED = 1000;
/** Who has not ended by then is killed. */
export const EXIT_LIMIT = 15_000;

/**
 * SIGTERM while `clients` are busy. Resolves when no client is left: `late` is how late the clients themselves were at
 * most, in ms; `end` resolves with what was seen when the process is gone too, which needs no machine of its own.
 */
export async function oneRound(name, clients, binary) {
  const service = await startService(`shutdown/${name}`, binary);
  const crowd = busyClients(service.port, clients);
  const warm = performance.now() + WARM_UP_LIMIT;
  while (crowd.tally.answered < clients * ANSWERS_EACH && performance.now() < warm) await sleep(5);
  await sleep(Math.random() * MOMENT);
  const before = crowd.tally.answered;
  const signalled = performance.now();
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  setTimeout(() => delay.disable(), WATCHED);
  crowd.tally.longest = 0;
  service.signal('SIGTERM');
  const late = new AbortController();
  const limit = sleep(EXIT_LIMIT, undefined, { signal: late.signal }).catch(() => {});
  await Promise.race([crowd.over, limit]);
  return { late: delay.max / 1e6, end: ended() };

  async function ended() {
    const exit = await Promise.race([service.exited, limit]);
    late.abort();
    crowd.stop();
    await service.stop();
    return { clients, before, ...crowd.tally, ...told(exit, signalled) };
  }
}

function told(exit, signalled) {
  if (exit === undefined) return { exit: 'killed', ms: EXIT_LIMIT };
  return { exit: String(exit.code ?? exit.signal), ms: exit.at - signalled };
}
