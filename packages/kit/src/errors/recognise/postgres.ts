import type { AppError, AppErrorOptions } from '../app-error.ts';
import { BadRequestError } from '../http/bad-request-error.ts';
import { ConflictError } from '../http/conflict-error.ts';
import { ServiceUnavailableError } from '../http/service-unavailable-error.ts';

type Make = (state: string, options: AppErrorOptions) => AppError;

const conflict: Make = (_, options) => new ConflictError(undefined, options);
const unstorable: Make = (_, options) =>
  new BadRequestError('A value in the request cannot be stored', options);
const retry: Make = (state, options) =>
  new ServiceUnavailableError(`PostgreSQL refused the transaction (${state})`, { ...options, retryAfter: 1 });
const unavailable: Make = (state, options) =>
  new ServiceUnavailableError(`PostgreSQL is unavailable (${state})`, options);

/**
 * SQLSTATEs, or their first two digits, that are not a bug of ours (PostgreSQL manual, appendix A). A missing
 * not-null value or a failed check is one: the service has to validate before it stores.
 */
const BY_STATE: Readonly<Record<string, Make>> = {
  23505: conflict, // unique
  23503: conflict, // foreign key
  '23P01': conflict, // exclusion
  22001: unstorable, // too long
  22003: unstorable, // out of range
  22007: unstorable, // no date
  22008: unstorable, // date out of range
  22021: unstorable, // NUL byte
  '22P02': unstorable, // no such number, uuid, enum label
  '22P05': unstorable, // \u0000 in jsonb
  54000: unstorable, // too large for an index
  40001: retry, // serialization failure
  '40P01': retry, // deadlock
  '55P03': retry, // lock not available
  57014: unavailable, // statement timeout
  '57P01': unavailable, // shutting down
  '57P02': unavailable, // crashed
  '57P03': unavailable, // starting up
  '57P05': unavailable, // idle session timeout
  '25P03': unavailable, // idle transaction timeout
  25006: unavailable, // read-only: a failover is under way
  '08': unavailable, // connection
  53: unavailable, // resources, such as too many connections
};

/** An error that the PostgreSQL server sent, of whatever driver. Its message quotes values and is never exposed. */
export function recognisePostgres(thrown: object): AppError | undefined {
  const { code, severity, routine } = thrown as { code?: unknown; severity?: unknown; routine?: unknown };
  if (typeof code !== 'string' || code.length !== 5) return undefined;
  if (typeof severity !== 'string' && typeof routine !== 'string') return undefined;
  const make = BY_STATE[code] ?? BY_STATE[code.slice(0, 2)];
  return make?.(code, { cause: thrown });
}
