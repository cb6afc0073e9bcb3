import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 431: the head of the request is over the limit (RFC 6585, 5). */
export class HeadersTooLargeError extends AppError {
  static override documentation = {
    meaning: 'The headers of the request, often its cookies, are larger than the service accepts.',
    action: 'Delete the cookies of this site, or send fewer or shorter headers.',
  };

  constructor(message = 'The request headers are too large', options?: AppErrorOptions) {
    super('HEADERS_TOO_LARGE', message, 431, options);
  }
}
