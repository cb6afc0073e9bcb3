import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 501: the service does not do this, for anyone. */
export class NotImplementedError extends AppError {
  static override documentation = {
    meaning: 'The service does not support what the request needs.',
    action: 'Use another way to reach the goal; the documentation of the service lists what it can do.',
  };

  constructor(message = 'Not implemented', options?: AppErrorOptions) {
    super('NOT_IMPLEMENTED', message, 501, options);
  }
}
