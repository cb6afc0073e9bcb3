import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 403: the caller is known and may not do this. */
export class ForbiddenError extends AppError {
  static override documentation = {
    meaning: 'The service knows who is asking, and this account is not allowed to do this.',
    action:
      'Use an account that has the permission, or ask whoever manages the service for it. Signing in again with the same account does not help.',
  };

  constructor(message = 'This is not allowed', options?: AppErrorOptions) {
    super('FORBIDDEN', message, 403, options);
  }
}
