import type { AppError } from '../app-error.ts';
import { ServiceUnavailableError } from '../http/service-unavailable-error.ts';

/** What `pg` says about its connection; these errors have no code, so the sentence is all there is. */
const MESSAGES = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
  'Query read timeout',
  'timeout expired',
]);

/** A lost, closed or silent connection of the `pg` package. */
export function recognisePgClient(thrown: object): AppError | undefined {
  const { message } = thrown as Error;
  return MESSAGES.has(message)
    ? new ServiceUnavailableError(`PostgreSQL is unavailable (${message})`, { cause: thrown })
    : undefined;
}
