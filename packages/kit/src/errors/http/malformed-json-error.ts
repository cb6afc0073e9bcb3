import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 400: the body says it is JSON and is not. */
export class MalformedJsonError extends AppError {
  static override documentation = {
    meaning:
      'The body was announced as JSON, but it cannot be read as JSON: it is empty, cut off, or has a comma, quote or bracket too many or too few.',
    action:
      'Let a JSON library write the body instead of putting it together by hand, and check that it is sent completely.',
  };

  constructor(message = 'The request body is not valid JSON', options?: AppErrorOptions) {
    super('MALFORMED_JSON', message, 400, options);
  }
}
