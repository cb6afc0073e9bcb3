import { pointer } from './pointer.ts';

/** One field that was refused, and why. Never the value that was submitted. */
export interface FieldError {
  /** Dotted path: `address.street`; empty for the whole part. */
  field: string;
  message: string;
  /** Stable and machine-readable: `too_short`, `required`. */
  code: string;
  /** JSON Pointer in its URI fragment form (RFC 6901, 6): `#/address/street`. */
  pointer: string;
  /** Which part of the request. */
  in?: 'body' | 'query' | 'path' | 'header';
}

/** What `ValidationError` accepts: `code` defaults to `invalid`, `pointer` is made from `field`. */
export type FieldErrorInput = Pick<FieldError, 'field' | 'message'> & Partial<FieldError>;

/** Completes a field error and leaves out everything that is not part of one, such as the value. */
export function fieldError(input: FieldErrorInput): FieldError {
  const field = String(input.field);
  const error: FieldError = {
    field,
    message: String(input.message),
    code: input.code ?? 'invalid',
    pointer: input.pointer ?? pointer(field === '' ? [] : field.split('.')),
  };
  if (input.in !== undefined) error.in = input.in;
  return error;
}
