import type { AppError, AppErrorOptions } from '../app-error.ts';
import { BadRequestError } from '../http/bad-request-error.ts';
import { MalformedJsonError } from '../http/malformed-json-error.ts';
import { PayloadTooLargeError } from '../http/payload-too-large-error.ts';
import { UnsupportedMediaTypeError } from '../http/unsupported-media-type-error.ts';
import { INCOMPLETE_BODY } from './incomplete-body.ts';
import { isHttpError } from './http-errors.ts';

const BY_TYPE: Readonly<Record<string, (options: AppErrorOptions) => AppError>> = {
  'entity.parse.failed': (options) =>
    options.cause instanceof SyntaxError
      ? new MalformedJsonError(undefined, options)
      : new BadRequestError('The request body cannot be parsed', options),
  'entity.too.large': (options) => new PayloadTooLargeError(undefined, options),
  'parameters.too.many': (options) =>
    new PayloadTooLargeError('The request has too many parameters', options),
  'querystring.parse.rangeError': (options) => new BadRequestError('The form is nested too deeply', options),
  'charset.unsupported': (options) =>
    new UnsupportedMediaTypeError('The character set of the request body is not supported', options),
  // `identity` is the one coding that is accepted whatever the parser's options are (RFC 9110, 15.5.16).
  'encoding.unsupported': (options) =>
    new UnsupportedMediaTypeError('The encoding of the request body is not supported', {
      ...options,
      headers: { 'accept-encoding': 'identity' },
    }),
  'request.aborted': (options) => new BadRequestError(INCOMPLETE_BODY, options),
  'request.size.invalid': (options) => new BadRequestError(INCOMPLETE_BODY, options),
};

/** What body-parser and raw-body refuse, known by `type`; their messages quote the submitted body. */
export function recogniseBodyParser(thrown: object): AppError | undefined {
  const { type } = thrown as { type?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(BY_TYPE, type) || !isHttpError(thrown)) return undefined;
  return BY_TYPE[type]!({ cause: thrown });
}
