import type { Manifest } from '../manifest.ts';
import type { Truths } from './truths.ts';

/**
 * A JSON text without the members whose answer was not given; an object that is empty then goes too. Throws an error
 * for a pointer that points to nothing, as the starter has changed under it.
 */
export function withoutMembers(
  text: string,
  members: NonNullable<Manifest['json']>,
  truths: Truths,
  path: string,
): string {
  const pointers = Object.entries(members).flatMap(([answer, files]) =>
    truths.holds(answer) ? [] : (files[path] ?? []),
  );
  if (pointers.length === 0) return text;
  const document = JSON.parse(text) as unknown;
  for (const pointer of new Set(pointers)) {
    const names = pointer
      .split('/')
      .slice(1)
      .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (!remove(document, names)) throw new Error(`${path} has no ${pointer}, which its starter.json names.`);
  }
  return `${JSON.stringify(document, null, 2)}\n`;
}

function remove(value: unknown, [name, ...rest]: string[]): boolean {
  if (typeof value !== 'object' || value === null || name === undefined || !Object.hasOwn(value, name))
    return false;
  const object = value as Record<string, unknown>;
  const member = object[name];
  if (rest.length > 0 && !remove(member, rest)) return false;
  if (rest.length === 0 || isEmpty(member)) delete object[name];
  return true;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
