import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 409: the state of the resource does not allow it, as when a name is taken. */
export class ConflictError extends AppError {
  static override documentation = {
    meaning:
      'The request contradicts what the service has stored: often something with the same name already exists, or somebody else changed it meanwhile.',
    action: 'Fetch the current state, decide what should happen, and send a request that fits it.',
  };

  constructor(
    message = 'The request conflicts with the current state of the resource',
    options?: AppErrorOptions,
  ) {
    super('CONFLICT', message, 409, options);
  }
}
