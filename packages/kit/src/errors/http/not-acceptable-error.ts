import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 406: nothing the `Accept` header allows can be produced. */
export class NotAcceptableError extends AppError {
  static override documentation = {
    meaning: 'The request only accepts formats that the service cannot produce for this address.',
    action: 'Accept another format: application/json works almost everywhere.',
  };

  constructor(message = 'None of the accepted media types can be produced', options?: AppErrorOptions) {
    super('NOT_ACCEPTABLE', message, 406, options);
  }
}
