import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 410: it existed and will not come back. */
export class GoneError extends AppError {
  static override documentation = {
    meaning: 'What was asked for existed once and has been removed for good.',
    action: 'Remove the link or bookmark. There is no new address.',
  };

  constructor(message = 'The resource is gone for good', options?: AppErrorOptions) {
    super('GONE', message, 410, options);
  }
}
