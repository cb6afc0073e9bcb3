import { STATUS_CODES } from 'node:http';
import { requestContext } from './request-context.mjs';

export const problemType = 'application/problem+json';

/** An error with a status and a code, as every hand-assembled service has one. */
export class HttpError extends Error {
  constructor(status, code, message, errors) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }
}

export const notFound = (what) => new HttpError(404, 'NOT_FOUND', `${what} not found`);

/** A zod error as 400 with all bad fields. */
export const invalid = (zodError) =>
  new HttpError(
    400,
    'VALIDATION_ERROR',
    'Validation failed',
    zodError.issues.map(({ path, message, code }) => ({
      field: path.join('.'),
      message,
      code,
      pointer: `/${path.join('/')}`,
    })),
  );

/** RFC 9457 body of anything thrown; a 500 says nothing about its cause. */
export function problemOf(error, instance) {
  const status = error.status ?? error.statusCode ?? 500;
  const code = error.status === undefined ? 'INTERNAL_ERROR' : (error.code ?? 'ERROR');
  return {
    type: `/errors/${code.toLowerCase().replaceAll('_', '-')}`,
    title: STATUS_CODES[status],
    status,
    detail: status < 500 ? error.message : undefined,
    instance,
    code,
    requestId: requestContext.getStore()?.requestId,
    errors: error.errors,
  };
}
