import { holdRequest } from '../harness/held-request.ts';
import { Service, type Exit } from '../harness/service.ts';
import type { Starter } from '../harness/starters.ts';

const SHUTDOWN_TIMEOUT = 1_000;

/** SIGTERM while a request is open that never ends. */
export interface ForcedStop {
  timeout: number;
  exit: Exit | undefined;
  /** Between the signal and the exit, in ms. */
  took: number | undefined;
}

export async function forcedStop(starter: Starter): Promise<ForcedStop> {
  const env = { DRAIN_DELAY: '0', SHUTDOWN_TIMEOUT: String(SHUTDOWN_TIMEOUT) };
  await using service = await Service.start(starter, env);
  const held = await holdRequest(service);
  const at = service.signal('SIGTERM');
  const exit = await service.exit(SHUTDOWN_TIMEOUT + 10_000);
  held.connection.destroy();
  return { timeout: SHUTDOWN_TIMEOUT, exit, took: exit && Math.round(exit.at - at) };
}
