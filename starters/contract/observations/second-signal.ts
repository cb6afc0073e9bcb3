import { setTimeout as sleep } from 'node:timers/promises';
import { holdRequest } from '../harness/held-request.ts';
import { Service, type Exit } from '../harness/service.ts';
import type { Starter } from '../harness/starters.ts';

/** SIGTERM, its echo by npm, and later another one of somebody who does not want to wait. */
export interface SecondSignal {
  /** Status of a request 700 ms after the first signal, that is 600 ms after its echo; `undefined` without an answer. */
  afterEcho: number | undefined;
  exit: Exit | undefined;
  /** Between the last signal and the exit, in ms; `undefined` when it had ended before. */
  took: number | undefined;
}

export async function secondSignal(starter: Starter): Promise<SecondSignal> {
  await using service = await Service.start(starter, { DRAIN_DELAY: '60000', SHUTDOWN_TIMEOUT: '60000' });
  const held = await holdRequest(service);
  service.signal('SIGTERM');
  await sleep(100);
  service.signal('SIGTERM');
  await sleep(600);
  const answer = await service.ask('GET /users').catch(() => undefined);
  const wasRunning = service.running;
  const at = service.signal('SIGTERM');
  const exit = await service.exit(8_000);
  held.connection.destroy();
  return { afterEcho: answer?.status, exit, took: wasRunning && exit ? Math.round(exit.at - at) : undefined };
}
