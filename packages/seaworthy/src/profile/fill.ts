import { randomBytes } from 'node:crypto';

/** What stands for something new in each request. */
export const RANDOM = '{{random}}';

/** Characters that `{{random}}` becomes: lower-case hexadecimal digits. */
export const RANDOM_LENGTH = 8;

/** A copy of a JSON value in which every `{{random}}` has become the same new word. */
export function fill<Value>(value: Value): Value {
  const word = randomBytes(RANDOM_LENGTH / 2).toString('hex');
  return replaced(value, word) as Value;
}

function replaced(value: unknown, word: string): unknown {
  if (typeof value === 'string') return value.replaceAll(RANDOM, word);
  if (Array.isArray(value)) return value.map((item) => replaced(item, word));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaced(inner, word)]));
}
