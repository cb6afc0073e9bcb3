import { AppError, type AppErrorOptions } from '../app-error.ts';

/** 402: the account has to pay first. */
export class PaymentRequiredError extends AppError {
  static override documentation = {
    meaning: 'The service asks for a payment before it carries out this request.',
    action: 'Settle what is due for the account, then send the request again.',
  };

  constructor(message = 'A payment is required', options?: AppErrorOptions) {
    super('PAYMENT_REQUIRED', message, 402, options);
  }
}
