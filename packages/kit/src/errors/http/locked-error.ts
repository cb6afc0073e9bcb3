import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 423: somebody else holds a lock (RFC 4918, 11.3). */
export class LockedError extends AppError {
  static override documentation = {
    meaning: 'Somebody or something else is working on this and has locked it.',
    action: 'Wait until the lock is released, then send the request again.',
  };

  constructor(message = 'The resource is locked', options?: AppErrorOptions) {
    super('LOCKED', message, 423, options);
  }
}
