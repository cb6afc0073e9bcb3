import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 502: another service answered, and wrongly. */
export class BadGatewayError extends AppError {
  static override documentation = {
    meaning: 'The service asked another service on your behalf and got an answer it cannot use.',
    action: 'Try again later. If it keeps happening, report it together with the request id of the answer.',
  };

  constructor(message = 'An upstream service gave an invalid answer', options?: AppErrorOptions) {
    super('BAD_GATEWAY', message, 502, options);
  }
}
