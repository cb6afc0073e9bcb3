import type { AppError, AppErrorOptions } from '../app-error.ts';
import { isErrorStatus } from '../error-status.ts';
import { errorOfStatus } from '../of-status.ts';
import { isError } from './is-error.ts';

/** The shape only the `http-errors` package makes: a client library's error has no `expose`. */
export interface HttpError extends Error {
  expose: boolean;
  status: number;
  statusCode: number;
  type?: unknown;
  headers?: unknown;
}

export function isHttpError(thrown: object): thrown is HttpError {
  const { expose, status, statusCode } = thrown as Partial<HttpError>;
  return typeof expose === 'boolean' && isErrorStatus(status) && status === statusCode && isError(thrown);
}

/** `createError(404)` of http-errors, which Express, Koa and `fastify.httpErrors` use. */
export function recogniseHttpErrors(thrown: object): AppError | undefined {
  if (!isHttpError(thrown)) return undefined;
  const { status, headers } = thrown;
  const options: AppErrorOptions = {
    cause: thrown,
    // A system error that was given a status still has a path or an address in its message.
    expose: thrown.expose && status < 500 && !('syscall' in thrown),
    headers:
      typeof headers === 'object' && headers !== null ? (headers as Record<string, string>) : undefined,
  };
  return errorOfStatus(status, thrown.message, options);
}
