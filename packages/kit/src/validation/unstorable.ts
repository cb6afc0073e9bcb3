/// <reference lib="es2024.string" />
import type { Finding } from './codes/finding.ts';
import { isContainer } from './container.ts';
import { MOST_ERRORS } from './field-errors.ts';

/**
 * Whether a text can be stored and sent on: no NUL, which PostgreSQL refuses, and no half of a surrogate pair, which
 * has no UTF-8. JSON can spell both, a schema lets both through, and the first to notice would answer with a 500.
 */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Where the texts are that cannot be stored. A key that is no text is reported where it stands. */
export function unstorable(input: unknown): Finding[] {
  const found: Finding[] = [];
  const open: { value: unknown; path: readonly string[] }[] = [{ value: input, path: [] }];
  for (const { value, path } of open) {
    if (found.length === MOST_ERRORS) break;
    const key = path.at(-1) ?? '';
    if (!isStorable(key) || (typeof value === 'string' && !isStorable(value))) {
      found.push({ code: 'format', path, message: 'Contains NUL or half of a surrogate pair' });
    }
    if (isContainer(value)) {
      for (const [name, inner] of Object.entries(value)) open.push({ value: inner, path: [...path, name] });
    }
  }
  return found;
}
