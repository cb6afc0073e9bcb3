import { ValidationError } from '../../../src/errors/http/validation-error.ts';
import type { AnySchema } from '../../../src/validation/parts.ts';
import { validator } from '../../../src/validation/validator.ts';

/** Field and code of every error that a body gets, e.g. `email: format`. */
export function verdicts(schema: AnySchema, body: unknown): string[] {
  return errorsOf(schema, body).map(({ field, code }) => `${field}: ${code}`);
}

/** Field and message of every error that a body gets. */
export function messages(schema: AnySchema, body: unknown): string[] {
  return errorsOf(schema, body).map(({ field, message }) => `${field}: ${message}`);
}

function errorsOf(schema: AnySchema, body: unknown): ValidationError['errors'] {
  try {
    validator(schema)({ body });
  } catch (error) {
    if (error instanceof ValidationError) return error.errors;
    throw error;
  }
  return [];
}
