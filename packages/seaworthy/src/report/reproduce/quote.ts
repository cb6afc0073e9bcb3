import { MASK } from '../mask.ts';

/** A word of a POSIX shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A header as an argument; what was masked is taken from a variable named like the header. */
export function quotedHeader(name: string, value: string): string {
  if (!value.includes(MASK)) return quoted(value === '' ? `${name};` : `${name}: ${value}`);
  return `"${name}: $${name.toUpperCase().replaceAll(/[^A-Z\d]/g, '_')}"`;
}
