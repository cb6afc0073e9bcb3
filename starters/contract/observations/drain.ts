import { connect } from 'node:net';
import type { RawResponse } from '@seaworthy/kit/testing';
import { Clients, type Load } from '../harness/clients.ts';
import { holdRequest } from '../harness/held-request.ts';
import type { LogLine } from '../harness/log.ts';
import { freshId, requestText } from '../harness/messages.ts';
import { poll } from '../harness/poll.ts';
import { Service, type Exit } from '../harness/service.ts';
import type { Starter } from '../harness/starters.ts';

/** Long enough to look around in, in ms. */
const DRAIN_DELAY = 2_000;

/** One SIGTERM in the middle of traffic. Times in ms since the signal; `undefined` is never. */
export interface Drain {
  drainDelay: number;
  /** When `/readyz` first said 503. */
  unready: number | undefined;
  /** On new connections during the delay. */
  whileDraining: { users: number | undefined; live: number | undefined };
  /** When a new connection was refused for the first time. */
  refused: number | undefined;
  /** The request that was open at the signal, and finished after the port was closed. */
  open: RawResponse | undefined;
  /** How a connection ended that was idle at the signal. */
  idle: 'end' | 'reset' | undefined;
  load: Load;
  /** Answers to requests that were complete after the signal. */
  answeredAfter: number;
  exit: Exit | undefined;
  /** Between the last answer and the exit. */
  lingered: number | undefined;
  /** The lines of the request that was answered last, and of a probe, under LOG_LEVEL=debug. */
  lastLines: LogLine[];
  probeLines: LogLine[];
}

export async function drain(starter: Starter): Promise<Drain> {
  const env = { DRAIN_DELAY: String(DRAIN_DELAY), SHUTDOWN_TIMEOUT: '10000', LOG_LEVEL: 'debug' };
  await using service = await Service.start(starter, env);
  const probe = freshId();
  await service.ask('GET /livez', { 'x-request-id': probe });
  const idle = service.connect();
  idle.write(requestText('GET /users'));
  await idle.response();
  const held = await holdRequest(service);
  const clients = new Clients(`${service.url}/users?limit=1`, { keeping: 3, opening: 3 });
  await poll('traffic', () => clients.load.answers.length > 50 || undefined, { timeout: 30_000 });

  const at = service.signal('SIGTERM');
  const since = (): number => Math.round(performance.now() - at);
  const statusOf = async (path: string): Promise<number | undefined> =>
    (await service.ask(`GET ${path}`).catch(() => undefined))?.status;
  const unready = await poll('503', async () => ((await statusOf('/readyz')) === 503 ? since() : undefined), {
    timeout: DRAIN_DELAY,
  }).catch(() => undefined);
  const whileDraining = { users: await statusOf('/users'), live: await statusOf('/livez') };
  const refused = await poll('a refusal', async () => ((await refuses(service.port)) ? since() : undefined), {
    timeout: DRAIN_DELAY + 6_000,
  }).catch(() => undefined);
  const open = await held.finish().catch(() => undefined);
  const answeredAt = performance.now();
  const exit = await service.exit(10_000);
  const load = await clients.stop();
  const closed = await Promise.race([
    idle.closed,
    poll('its end', () => undefined, { timeout: 500 }).catch(() => undefined),
  ]);
  idle.destroy();
  held.connection.destroy();
  return {
    drainDelay: DRAIN_DELAY,
    unready,
    whileDraining,
    refused,
    open,
    idle: closed,
    load,
    answeredAfter: load.answers.filter((time) => time > at).length,
    exit,
    lingered: exit && Math.round(exit.at - answeredAt),
    lastLines: service.log.of(held.id),
    probeLines: service.log.of(probe),
  };
}

function refuses(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(false);
    }).on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED'));
  });
}
