import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 428: the change must name the version it is based on (RFC 6585, 3). */
export class PreconditionRequiredError extends AppError {
  static override documentation = {
    meaning:
      'To keep changes of others from being overwritten, the service only accepts this request with a condition.',
    action: 'Fetch the resource, and send its ETag in an If-Match header with the change.',
  };

  constructor(message = 'The request must be conditional', options?: AppErrorOptions) {
    super('PRECONDITION_REQUIRED', message, 428, options);
  }
}
