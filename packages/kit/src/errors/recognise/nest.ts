import { AppError, type AppErrorOptions } from '../app-error.ts';
import { isErrorStatus } from '../error-status.ts';
import { ValidationError } from '../http/validation-error.ts';
import { errorOfStatus } from '../of-status.ts';
import { recogniseBodyParser } from './body-parser.ts';
import { recogniseFastify } from './fastify.ts';
import { recogniseHttpErrors } from './http-errors.ts';
import { isError } from './is-error.ts';
import { nestFault } from './nest-faults.ts';
import { nestFieldErrors } from './nest-field-errors.ts';
import { recogniseUriError } from './uri-error.ts';

interface HttpException extends Error {
  getStatus(): unknown;
  getResponse(): unknown;
  errorCode?: unknown;
}

/** Nest's `HttpException` and its subclasses, known by shape so that Nest stays an optional peer. */
export function recogniseNest(thrown: object): AppError | undefined {
  if (!isHttpException(thrown)) return undefined;
  const status = thrown.getStatus();
  if (!isErrorStatus(status)) return undefined;
  const options: AppErrorOptions = { cause: thrown };
  if (status >= 500) return withCode(thrown, errorOfStatus(status, thrown.message, options), options);
  const response = thrown.getResponse();
  // An `Error` given as the response is a reason for the log, not a text for the client.
  if (isObject(response) && isError(response)) return errorOfStatus(status, undefined, options);
  const message = isObject(response) ? (response as { message?: unknown }).message : response;
  if (typeof message === 'string') {
    const fault = ofPlatform(thrown) ?? nestFault(status, message, options);
    if (fault !== undefined) return fault;
  }
  const fields = isObject(response) ? nestFieldErrors(response) : [];
  if (fields.length > 0 && (status === 400 || status === 422))
    return new ValidationError(fields, { ...options, status });
  const text = typeof message === 'string' ? message : fields.map((field) => field.message).join('; ');
  return withCode(thrown, errorOfStatus(status, text, options), options);
}

function isHttpException(thrown: object): thrown is HttpException {
  const { getStatus, getResponse } = thrown as Partial<HttpException>;
  return typeof getStatus === 'function' && typeof getResponse === 'function' && isError(thrown);
}

/** Nest 12 wraps what Express and Fastify throw under the same message, with the original as `cause`. */
function ofPlatform({ cause, message }: Error): AppError | undefined {
  if (!isObject(cause) || (cause as { message?: unknown }).message !== message) return undefined;
  return (
    recogniseBodyParser(cause) ??
    recogniseFastify(cause) ??
    recogniseUriError(cause) ??
    recogniseHttpErrors(cause)
  );
}

/** Nest 12's `errorCode` is the author's stable code. */
function withCode({ errorCode }: HttpException, error: AppError, options: AppErrorOptions): AppError {
  if (typeof errorCode !== 'string' || errorCode === '') return error;
  const { message, status, expose, detail } = error;
  return new AppError(errorCode, message, status, { ...options, expose, detail });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
