import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 414: the URL, or one parameter in it, is over the limit. */
export class UriTooLongError extends AppError {
  static override documentation = {
    meaning: 'The address of the request, or a part of it, is longer than the service accepts.',
    action: 'Send long values in the body of the request instead of in the address.',
  };

  constructor(message = 'The URL is too long', options?: AppErrorOptions) {
    super('URI_TOO_LONG', message, 414, options);
  }
}
