/** What was wrong with a field: one small vocabulary, whatever library the schema was written with. */
export type Code = keyof typeof SENTENCES;

/** What is said about a code when the library's own message cannot be passed on. */
export const SENTENCES = {
  required: 'Required',
  type: 'Wrong type',
  format: 'Wrong format',
  too_small: 'Too small',
  too_big: 'Too big',
  not_allowed: 'Not one of the allowed values',
  unknown_field: 'Unknown field',
  too_deep: 'Nested too deeply',
  invalid: 'Invalid value',
} as const;
