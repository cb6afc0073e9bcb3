import { AppError, type AppErrorOptions } from '../app-error.ts';
import { fieldError, type FieldError, type FieldErrorInput } from '../field-error.ts';

export interface ValidationErrorOptions extends AppErrorOptions {
  /** Default 400; some APIs answer 422. */
  status?: 400 | 422;
}

/** 400: fields were refused, all of them at once. */
export class ValidationError extends AppError {
  static override documentation = {
    meaning: 'One or more values in the request were refused. The answer lists each of them under errors.',
    action:
      'Correct the fields that errors names; pointer shows where each one is. Then send the request again.',
  };

  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldErrorInput[] = [], options?: ValidationErrorOptions) {
    super('VALIDATION_ERROR', 'Validation failed', options?.status ?? 400, options);
    this.errors = errors.map(fieldError);
  }
}
