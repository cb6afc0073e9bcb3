import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 411: a body without a declared length. */
export class LengthRequiredError extends AppError {
  static override documentation = {
    meaning: 'The service needs to know the length of the body before it reads it.',
    action: 'Send a Content-Length header with the request.',
  };

  constructor(message = 'A Content-Length header is required', options?: AppErrorOptions) {
    super('LENGTH_REQUIRED', message, 411, options);
  }
}
