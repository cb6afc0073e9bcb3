import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 413: the body is over the limit. */
export class PayloadTooLargeError extends AppError {
  static override documentation = {
    meaning: 'The body of the request is larger than the service accepts.',
    action: 'Send less at once: split the data over several requests, or leave out what is not needed.',
  };

  constructor(message = 'The request body is too large', options?: AppErrorOptions) {
    super('PAYLOAD_TOO_LARGE', message, 413, options);
  }
}
