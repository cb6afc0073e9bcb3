import type { FieldErrorInput } from '../field-error.ts';
import { pointer } from '../pointer.ts';

const MOST = 100;
const DEEPEST = 16;
/** How class-validator's sentences begin: `address.street must be …`, `each value in tags must be …`. */
const SENTENCE =
  /^(?:each value in |property |nested property )?([\w$]+(?:\.[\w$]+)*) (?:must|should|has|contains)\b/;

interface Item {
  message?: unknown;
  path?: unknown;
  field?: unknown;
  property?: unknown;
  code?: unknown;
  constraints?: unknown;
  children?: unknown;
}

/**
 * The field errors in a Nest exception's response: the sentences, objects or groups in `message`, or the issues
 * in `errors` that schema pipes put there. Takes names and sentences only, never `value` or `target`.
 */
export function nestFieldErrors(response: object): FieldErrorInput[] {
  const { message, errors } = response as { message?: unknown; errors?: unknown };
  const source = Array.isArray(errors) ? errors : message;
  if (Array.isArray(source)) return source.slice(0, MOST).flatMap((item) => ofItem(item, [], 0));
  return typeof source === 'object' && source !== null ? ofGroups(source).slice(0, MOST) : [];
}

/** `errorFormat: 'grouped'` of Nest 12: sentences by dotted path. */
function ofGroups(groups: object): FieldErrorInput[] {
  return Object.entries(groups).flatMap(([field, messages]) =>
    (Array.isArray(messages) ? messages : [messages])
      .filter((message) => typeof message === 'string')
      .map((message) => ({ field, message })),
  );
}

function ofItem(item: unknown, parents: readonly string[], depth: number): FieldErrorInput[] {
  if (typeof item === 'string') return [{ field: SENTENCE.exec(item)?.[1] ?? '', message: item }];
  if (typeof item !== 'object' || item === null || depth > DEEPEST) return [];
  const { message, code, constraints, children } = item as Item;
  const path = [...parents, ...pathOf(item)];
  const at = { field: path.join('.'), pointer: pointer(path) };
  const found: FieldErrorInput[] = [];
  if (typeof message === 'string') found.push({ ...at, message, ...(typeof code === 'string' && { code }) });
  for (const [name, sentence] of Object.entries(constraints ?? {})) {
    if (typeof sentence === 'string') found.push({ ...at, message: sentence, code: name });
  }
  if (Array.isArray(children)) found.push(...children.flatMap((child) => ofItem(child, path, depth + 1)));
  return found;
}

function pathOf({ path, field, property }: Item): string[] {
  if (Array.isArray(path)) return path.map(String);
  const name = [path, field, property].find((candidate) => typeof candidate === 'string');
  return name === undefined ? [] : (name as string).split('.');
}
