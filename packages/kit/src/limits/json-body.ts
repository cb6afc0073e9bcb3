import { AsyncResource } from 'node:async_hooks';
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { MalformedJsonError } from '../errors/http/malformed-json-error.ts';
import { PayloadTooLargeError } from '../errors/http/payload-too-large-error.ts';
import { UnsupportedMediaTypeError } from '../errors/http/unsupported-media-type-error.ts';
import { ValidationError } from '../errors/http/validation-error.ts';
import { disarm } from '../validation/disarm.ts';

/** `application/json` and every type with the suffix `+json` (RFC 6839, 3.1). */
export const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

/** Deepest nesting of a body; the same that `validate` allows. */
const DEPTH = 32;

/** Whether the request announces a body (RFC 9112, 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** Whether the body is declared as JSON, `application/problem+json` and its like included. */
export function isJson({ headers }: IncomingMessage): boolean {
  return JSON_TYPE.test(headers['content-type'] ?? '');
}

/** Throws 415 when there is a body and it is not declared as JSON. */
export function requireJson(request: IncomingMessage): void {
  if (hasBody(request) && !isJson(request)) throw new UnsupportedMediaTypeError();
}

/**
 * Hands the parsed body to `done`; `undefined` when there is none. At most `limit` bytes are kept in memory.
 * The error is a 400 for malformed JSON and a 413 for more than `limit` bytes. With a callback, because the four promises
 * that this would take cost a service more than the parsing.
 */
export function readJson(
  request: IncomingMessage,
  limit: number,
  done: (error: unknown, body?: unknown) => void,
): void {
  // A connection's events come in its own asynchronous context, and whoever waits for the body has another.
  const scope = new AsyncResource('seaworthy.body', { requireManualDestroy: true });
  readBytes(request, limit, (error, bytes) => scope.runInAsyncScope(deliver, undefined, done, error, bytes));
}

function deliver(
  done: (error: unknown, body?: unknown) => void,
  error: unknown,
  bytes: Buffer | undefined,
): void {
  if (bytes === undefined) return done(error);
  let body: unknown;
  try {
    body = parseJson(bytes);
  } catch (malformed) {
    return done(malformed);
  }
  done(undefined, body);
}

/**
 * The value of a JSON text in UTF-8 (RFC 8259, 8.1) without keys that reach a prototype; `undefined` for an empty one.
 * Throws 400, also for more than 32 levels of nesting.
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new MalformedJsonError('The request body is not valid UTF-8');
  const value = parsed(bytes.toString('utf8'));
  if (disarm(value, DEPTH) === 'deep') {
    const message = `Nested too deeply: at most ${DEPTH} levels`;
    throw new ValidationError([{ field: 'body', message, code: 'too_deep', pointer: '#', in: 'body' }]);
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new MalformedJsonError(undefined, { cause: error });
  }
}

function readBytes(
  request: IncomingMessage,
  limit: number,
  done: (error: unknown, bytes?: Buffer) => void,
): void {
  const chunks: Buffer[] = [];
  let size = 0;
  let open = true;
  const conclude = (error: unknown, bytes?: Buffer): void => {
    if (open) done(error, bytes);
    open = false;
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) return void chunks.push(chunk);
    chunks.length = 0;
    conclude(new PayloadTooLargeError());
  });
  request.on('end', () => conclude(undefined, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
  request.on('error', (error) => conclude(error));
}
