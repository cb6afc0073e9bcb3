import { AppError, type AppErrorOptions } from '../app-error.ts';
import { withHeader } from '../with-header.ts';

/** 503: every connection of a pool was in use for too long. */
export class PoolExhaustedError extends AppError {
  static override documentation = {
    meaning: 'The service is busy: all of its connections to something it depends on are in use.',
    action: 'Wait as long as the Retry-After header says, then send the request again.',
  };

  constructor(message = 'No connection of the pool became free in time', options?: AppErrorOptions) {
    super('POOL_EXHAUSTED', message, 503, withHeader('retry-after', '1', options));
  }
}
