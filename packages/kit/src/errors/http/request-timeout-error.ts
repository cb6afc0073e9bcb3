import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 408: the request did not arrive in time (RFC 9110, 15.5.9). */
export class RequestTimeoutError extends AppError {
  static override documentation = {
    meaning: 'The service waited for the rest of the request, and it did not arrive in time.',
    action:
      'Check the connection and send the request again. A large upload over a slow connection is better sent in parts.',
  };

  constructor(message = 'The request took too long to arrive', options?: AppErrorOptions) {
    super('REQUEST_TIMEOUT', message, 408, options);
  }
}
