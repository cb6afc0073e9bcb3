import { context } from '../context/context.ts';
import type { ShutdownLog } from './shutdown-log.ts';

/** The two ways in which an error escapes everybody; also the reason in the report. */
export type FatalEvent = 'uncaughtException' | 'unhandledRejection';

const MESSAGES = { uncaughtException: 'uncaught exception', unhandledRejection: 'unhandled rejection' };

/**
 * Logs an error that nobody caught, with the id of the request that caused it: Node runs the handlers of both events
 * in the asynchronous context of the cause, except for a throw in `queueMicrotask` before Node 24. A
 * `ConfigurationError` speaks to whoever starts the service, so its message stands alone, without a stack.
 */
export function logFatal(event: FatalEvent, thrown: unknown, log: ShutdownLog): void {
  const requestId = context()?.requestId;
  const fields = requestId === undefined ? {} : { requestId };
  if (thrown instanceof Error && thrown.name === 'ConfigurationError') log.fatal(fields, thrown.message);
  else log.fatal({ ...fields, err: thrown }, MESSAGES[event]);
}
