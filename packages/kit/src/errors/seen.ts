import type { AppError } from './app-error.ts';
import type { ErrorDocumentation } from './documentation.ts';

/** What the catalogue learns from an error that was answered. */
export interface Seen {
  code: string;
  status: number;
  title: string;
  documentation: ErrorDocumentation | undefined;
}

const MOST = 200;
const seen = new Map<string, Seen>();

/** Remembers the first 200 codes that were answered, so that those without a class get a page too. */
export function noteSeen({ code, status, title, constructor }: AppError): void {
  if (seen.has(code) || seen.size >= MOST) return;
  const documentation = Object.hasOwn(constructor, 'documentation')
    ? (constructor as typeof AppError).documentation
    : undefined;
  seen.set(code, { code, status, title, documentation });
}

export function seenErrors(): Iterable<Seen> {
  return seen.values();
}
