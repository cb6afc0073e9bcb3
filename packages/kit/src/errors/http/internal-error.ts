import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 500: a fault of ours; its message stays in the log. */
export class InternalError extends AppError {
  static override documentation = {
    meaning: 'Something went wrong inside the service. The request was probably fine.',
    action:
      'Try again later. If it keeps happening, report it together with the request id of the answer: it leads straight to the log entry.',
  };

  constructor(message = 'Internal error', options?: AppErrorOptions) {
    super('INTERNAL_ERROR', message, 500, options);
  }
}
