import type { AppError, AppErrorOptions } from '../app-error.ts';
import { BadUrlError } from '../http/bad-url-error.ts';
import { MalformedJsonError } from '../http/malformed-json-error.ts';
import { NotFoundError } from '../http/not-found-error.ts';
import { PayloadTooLargeError } from '../http/payload-too-large-error.ts';
import { UnsupportedMediaTypeError } from '../http/unsupported-media-type-error.ts';

type Make = (options: AppErrorOptions) => AppError;

/** Nest up to 11 keeps only the message of what the platform threw, and the router's 404 quotes the path. */
const FAULTS: readonly [status: number, message: RegExp, make: Make][] = [
  [404, /^Cannot [A-Z-]+ \//, (options) => new NotFoundError('Route', undefined, options)],
  [
    400,
    /^Failed to decode param |is not a valid url component$/,
    (options) => new BadUrlError(undefined, options),
  ],
  [
    400,
    /^(?:Unexpected (?:token|end of JSON|non-whitespace|string|number)|[A-Z].* in JSON at position \d|Body (?:is not valid JSON but|cannot be empty when) |Object contains forbidden prototype property$)/,
    (options) => new MalformedJsonError(undefined, options),
  ],
  [
    413,
    /^(?:request entity too large|Request body is too large)$/,
    (options) => new PayloadTooLargeError(undefined, options),
  ],
  [415, /^Unsupported Media Type(?:: .*)?$/, (options) => new UnsupportedMediaTypeError(undefined, options)],
];

/** The fault of the platform that a Nest exception with this status and message stands for, if it does. */
export function nestFault(status: number, message: string, options: AppErrorOptions): AppError | undefined {
  return FAULTS.find((fault) => fault[0] === status && fault[1].test(message))?.[2](options);
}
