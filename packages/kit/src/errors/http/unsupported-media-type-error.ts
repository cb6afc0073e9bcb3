import { AppError, type AppErrorOptions } from '../app-error.ts';
import { withHeader } from '../with-header.ts';

export interface UnsupportedMediaTypeOptions extends AppErrorOptions {
  /** Media types that would have been accepted. Default `application/json`. */
  accept?: readonly string[];
}

/** 415. Its `Accept` header lists what would have been accepted (RFC 9110, 15.5.16). */
export class UnsupportedMediaTypeError extends AppError {
  static override documentation = {
    meaning:
      'The body is in a format, an encoding or a character set that the service does not read at this address.',
    action:
      'Send the body as one of the types in the Accept header of the answer, and name it in Content-Type.',
  };

  constructor(
    message = 'The format of the request body is not supported',
    options?: UnsupportedMediaTypeOptions,
  ) {
    const accept = options?.accept ?? ['application/json'];
    super('UNSUPPORTED_MEDIA_TYPE', message, 415, withHeader('accept', accept.join(', '), options));
  }
}
