import { setTimeout as sleep } from 'node:timers/promises';
import { busyClients } from '../clients/busy-clients.mjs';
import { startService } from '../service-process.mjs';
import { PROBE_PERIOD, startProxy } from './proxy.mjs';

/** Clients of the balancer; they never pause. */
export const CLIENTS = 20;
const INSTANCES = 2;
/** What the services have been told that have a way to go on serving after the signal, in ms: five probes. */
export const DRAIN_DELAY = 5 * PROBE_PERIOD;
/** After the signal the load goes on for as long as the process lives, but at most so many ms. */
const WATCHED = 4000;
/** Between two steps, in ms. */
const PAUSE = 300;
const READY_LIMIT = 10_000;

/** Replaces both instances of a service one after the other, the new one before the old one: what its clients saw. */
export async function oneRound(name, binary) {
  const running = [];
  const proxy = await startProxy();
  const start = async () => {
    const environment = { DRAIN_DELAY: String(DRAIN_DELAY) };
    const service = await startService(`shutdown/${name}`, binary, { environment });
    running.push(service);
    proxy.add(service.port);
    await inRotation(proxy, service);
    return service;
  };
  try {
    const old = [];
    while (old.length < INSTANCES) old.push(await start());
    const crowd = busyClients(proxy.port, CLIENTS);
    await sleep(PAUSE);
    for (const service of old) {
      await start();
      await sleep(PAUSE);
      service.signal('SIGTERM');
      await Promise.race([service.exited, sleep(WATCHED, undefined, { ref: false })]);
      await sleep(PAUSE);
      proxy.remove(service.port);
    }
    crowd.stop();
    const { answered, turnedAway, lost, refused } = crowd.tally;
    return { requests: answered + turnedAway + lost, failed: turnedAway + lost + refused };
  } finally {
    proxy.close();
    for (const service of running) await service.stop();
  }
}

async function inRotation(proxy, service) {
  const limit = performance.now() + READY_LIMIT;
  while (!proxy.isReady(service.port) && performance.now() < limit) await sleep(10);
  if (!proxy.isReady(service.port))
    throw new Error(
      `expected ${service.name} to say 200 at /readyz within ${READY_LIMIT} ms, got no such answer`,
    );
}
