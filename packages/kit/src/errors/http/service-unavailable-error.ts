import { AppError, type AppErrorOptions } from '../app-error.ts';
import { retryAfter } from '../retry-after.ts';
import { withHeader } from '../with-header.ts';

export interface ServiceUnavailableOptions extends AppErrorOptions {
  /** Seconds until it is worth trying again. Default 5. */
  retryAfter?: number;
}

/** 503: not now, later. Its message stays in the log; say what the client may read with `detail`. */
export class ServiceUnavailableError extends AppError {
  static override documentation = {
    meaning:
      'The service cannot answer at the moment: it is overloaded, restarting, or something it depends on is down.',
    action: 'Wait as long as the Retry-After header says, then send the request again.',
  };

  constructor(message = 'The service is unavailable', options?: ServiceUnavailableOptions) {
    const headers = withHeader('retry-after', retryAfter(options?.retryAfter), options);
    super('SERVICE_UNAVAILABLE', message, 503, headers);
  }
}
