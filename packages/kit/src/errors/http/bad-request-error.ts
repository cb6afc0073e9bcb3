import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 400: the request is wrong in a way that no field error describes. */
export class BadRequestError extends AppError {
  static override documentation = {
    meaning:
      'The service could not understand the request: something in it is missing, contradictory or in the wrong place.',
    action:
      'Compare the request with the documentation of the service, correct it and send it again. Sending the same request again will fail again.',
  };

  constructor(message = 'The request cannot be understood', options?: AppErrorOptions) {
    super('BAD_REQUEST', message, 400, options);
  }
}
