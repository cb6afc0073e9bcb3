import { AppError, type AppErrorOptions } from '../app-error.ts';
import { isErrorStatus } from '../error-status.ts';
import { BadRequestError } from '../http/bad-request-error.ts';
import { BadUrlError } from '../http/bad-url-error.ts';
import { MalformedJsonError } from '../http/malformed-json-error.ts';
import { NotFoundError } from '../http/not-found-error.ts';
import { PayloadTooLargeError } from '../http/payload-too-large-error.ts';
import { UnsupportedMediaTypeError } from '../http/unsupported-media-type-error.ts';
import { UriTooLongError } from '../http/uri-too-long-error.ts';
import { ValidationError } from '../http/validation-error.ts';
import { errorOfStatus } from '../of-status.ts';
import { ajvErrors } from './ajv-errors.ts';
import { INCOMPLETE_BODY } from './incomplete-body.ts';
import { isError } from './is-error.ts';

type Thrown = Error & {
  code?: unknown;
  statusCode?: unknown;
  validation?: unknown;
  validationContext?: unknown;
};

const BY_CODE: Readonly<Record<string, (options: AppErrorOptions) => AppError>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: (options) => new MalformedJsonError(undefined, options),
  FST_ERR_CTP_EMPTY_JSON_BODY: (options) => new MalformedJsonError(undefined, options),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: (options) => new UnsupportedMediaTypeError(undefined, options),
  FST_ERR_CTP_BODY_TOO_LARGE: (options) => new PayloadTooLargeError(undefined, options),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: (options) => new BadRequestError(INCOMPLETE_BODY, options),
  FST_ERR_BAD_URL: (options) => new BadUrlError(undefined, options),
  FST_ERR_MAX_PARAM_LENGTH: (options) => new UriTooLongError(undefined, options),
  FST_ERR_NOT_FOUND: (options) => new NotFoundError('Route', undefined, options),
};
const GENERIC = Symbol.for('fastify-error-generic');
const FORBIDDEN_KEY = 'Object contains forbidden prototype property';

/** Fastify's own refusals (`FST_*`), errors made by `@fastify/error`, and what its body parsers throw. */
export function recogniseFastify(thrown: object): AppError | undefined {
  const { code, statusCode, validation, validationContext } = thrown as Thrown;
  if (!isErrorStatus(statusCode) || !isError(thrown)) return undefined;
  const options: AppErrorOptions = { cause: thrown };
  if (typeof code !== 'string') return statusCode === 400 ? ofParser(thrown, options) : undefined;
  if (Object.hasOwn(BY_CODE, code)) return BY_CODE[code]!(options);
  if (typeof validationContext === 'string' && statusCode < 500) {
    return new ValidationError(ajvErrors(validation, validationContext), options);
  }
  // `onEnd` of Fastify's body reader turns every stream error into a 400; this one is the client hanging up.
  if (code === 'ECONNRESET' && statusCode === 400) return new BadRequestError(INCOMPLETE_BODY, options);
  // A plugin's message may quote the request; one made with `@fastify/error` was written for the client.
  if (code.startsWith('FST_'))
    return errorOfStatus(statusCode, thrown.message, { ...options, expose: false });
  return GENERIC in thrown ? new AppError(code, thrown.message, statusCode, options) : undefined;
}

/** secure-json-parse and custom parsers, whose errors Fastify gives a 400. */
function ofParser(thrown: Error, options: AppErrorOptions): AppError | undefined {
  if (thrown.name !== 'SyntaxError') return undefined;
  return thrown.message === FORBIDDEN_KEY || thrown.message.includes('JSON')
    ? new MalformedJsonError(undefined, options)
    : new BadRequestError('The request body cannot be parsed', options);
}
