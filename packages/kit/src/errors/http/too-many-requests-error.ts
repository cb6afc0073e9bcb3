import { AppError, type AppErrorOptions } from '../app-error.ts';
import { retryAfter } from '../retry-after.ts';
import { withHeader } from '../with-header.ts';

/** 429. `retryAfterSeconds` (default 5) becomes `Retry-After`. */
export class TooManyRequestsError extends AppError {
  static override documentation = {
    meaning: 'More requests arrived from this client than the service accepts in this time.',
    action: 'Wait as long as the Retry-After header says, then send requests more slowly.',
  };

  constructor(retryAfterSeconds?: number, options?: AppErrorOptions) {
    const headers = withHeader('retry-after', retryAfter(retryAfterSeconds), options);
    super('TOO_MANY_REQUESTS', 'Too many requests', 429, headers);
  }
}
