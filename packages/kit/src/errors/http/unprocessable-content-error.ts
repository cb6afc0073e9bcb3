import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 422: every field is valid, together they cannot be carried out. */
export class UnprocessableContentError extends AppError {
  static override documentation = {
    meaning: 'The request is written correctly, but what it asks for makes no sense to the service.',
    action: 'Read the detail of the answer, correct the content and send it again.',
  };

  constructor(message = 'The request is well-formed but cannot be carried out', options?: AppErrorOptions) {
    super('UNPROCESSABLE_CONTENT', message, 422, options);
  }
}
