import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 412: `If-Match` or another condition does not hold. */
export class PreconditionFailedError extends AppError {
  static override documentation = {
    meaning:
      'The request was to be carried out only under a condition, such as an unchanged version, and the condition does not hold.',
    action: 'Fetch the current version, repeat the change on top of it, and send it with the new version.',
  };

  constructor(message = 'A precondition of the request is not met', options?: AppErrorOptions) {
    super('PRECONDITION_FAILED', message, 412, options);
  }
}
