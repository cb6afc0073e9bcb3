import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 504: another service did not answer in time. */
export class GatewayTimeoutError extends AppError {
  static override documentation = {
    meaning: 'The service asked another service on your behalf, and the answer did not come in time.',
    action:
      'Try again later. A request that changes something may have been carried out nevertheless: look before you repeat it.',
  };

  constructor(message = 'An upstream service did not answer in time', options?: AppErrorOptions) {
    super('GATEWAY_TIMEOUT', message, 504, options);
  }
}
