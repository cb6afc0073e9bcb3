import { maskUrlPasswords } from './mask-url-passwords.ts';
import { messageOf } from './message-of.ts';

/** An error as the log has it. Never the other properties: drivers keep rows, requests and connections there. */
export interface SerializedError {
  type: string;
  message: string;
  code?: string | number;
  /** Empty when none was captured. */
  stack: string;
  cause?: SerializedError;
  errors?: SerializedError[];
}

const DEEPEST = 8;
const MOST_ERRORS = 10;
const MOST_IN_ALL = 40;
const LONGEST_MESSAGE = 8 * 1024;
const LONGEST_STACK = 16 * 1024;
const LONGEST_URL = 512;
const LONGEST_NAME = 128;

interface Walk {
  seen: Set<unknown>;
  left: number;
}

/**
 * Anything thrown as plain JSON for the log, with its causes (8 deep) and the errors of an `AggregateError`
 * (10 each). Passwords in URLs are masked. Total: never throws.
 */
export function serializeError(error: unknown): SerializedError {
  return serialize(error, 0, { seen: new Set(), left: MOST_IN_ALL });
}

function serialize(error: unknown, depth: number, walk: Walk): SerializedError {
  const isObject = typeof error === 'object' && error !== null;
  if (isObject && walk.seen.has(error)) return { type: typeName(error), message: '[circular]', stack: '' };
  if (depth > DEEPEST || walk.left-- <= 0)
    return { type: typeName(error), message: '[not shown: too many errors]', stack: '' };
  const result: SerializedError = {
    type: typeName(error),
    message: clean(messageOf(error), LONGEST_MESSAGE),
    stack: '',
  };
  if (!isObject) return result;
  walk.seen.add(error);
  const code = read(error, 'code');
  if (typeof code === 'number') result.code = code;
  else if (typeof code === 'string') result.code = clean(code, LONGEST_NAME);
  const stack = read(error, 'stack');
  if (typeof stack === 'string') result.stack = clean(stack, LONGEST_STACK);
  const cause = read(error, 'cause');
  if (cause !== undefined && cause !== null) result.cause = serialize(cause, depth + 1, walk);
  const errors = innerErrors(error);
  if (errors.length > 0) result.errors = errors.map((inner) => serialize(inner, depth + 1, walk));
  return result;
}

/** `errors` of an `AggregateError`; a validation error's fields are no errors of their own. */
function innerErrors(error: object): unknown[] {
  try {
    const errors = read(error, 'errors');
    return Array.isArray(errors)
      ? errors.slice(0, MOST_ERRORS).filter((inner) => inner instanceof Error)
      : [];
  } catch {
    return [];
  }
}

function typeName(error: unknown): string {
  if (typeof error !== 'object' || error === null) return error === null ? 'null' : typeof error;
  const name = read(error, 'name');
  if (typeof name === 'string' && name !== '' && name !== 'Error') return clean(name, LONGEST_NAME);
  const constructor = read(error, 'constructor');
  const className = typeof constructor === 'function' ? read(constructor, 'name') : undefined;
  return typeof className === 'string' && className !== '' ? clean(className, LONGEST_NAME) : 'object';
}

function read(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** Masked before it is cut, since half of a URL no longer looks like one. */
function clean(text: string, longest: number): string {
  if (text.length <= longest) return maskUrlPasswords(text);
  return `${maskUrlPasswords(text.slice(0, longest + LONGEST_URL)).slice(0, longest)}…`;
}
