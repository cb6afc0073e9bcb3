import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 400: the path or query has a percent escape that is not UTF-8. */
export class BadUrlError extends AppError {
  static override documentation = {
    meaning:
      'The address contains a percent sign that does not start a valid escape sequence, so the service cannot tell what was meant.',
    action:
      'Encode each value that goes into the address (a literal percent sign is written %25) and send the request again.',
  };

  constructor(message = 'The URL contains an invalid escape sequence', options?: AppErrorOptions) {
    super('BAD_URL', message, 400, options);
  }
}
