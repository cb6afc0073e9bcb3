import type { AppError } from '../app-error.ts';
import { ServiceUnavailableError } from '../http/service-unavailable-error.ts';

const CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
]);

interface SystemError {
  code?: unknown;
  syscall?: unknown;
  errors?: unknown;
}

/** A dependency that cannot be reached, as Node's sockets and resolver report it. Its address stays in the log. */
export function recogniseNetwork(thrown: object): AppError | undefined {
  const { code, errors } = thrown as SystemError;
  if (typeof code !== 'string' || !CODES.has(code)) return undefined;
  // A host with several addresses is refused by an AggregateError that has a code but no syscall of its own.
  const isSystemError = hasSyscall(thrown) || (Array.isArray(errors) && errors.some(hasSyscall));
  return isSystemError
    ? new ServiceUnavailableError(`A dependency cannot be reached (${code})`, { cause: thrown })
    : undefined;
}

function hasSyscall(error: unknown): boolean {
  return typeof (error as SystemError | null | undefined)?.syscall === 'string';
}
