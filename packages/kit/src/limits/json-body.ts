import type { IncomingMessage } from 'node:http';
import { MalformedJsonError } from '../errors/http/malformed-json-error.ts';
import { PayloadTooLargeError } from '../errors/http/payload-too-large-error.ts';
import { UnsupportedMediaTypeError } from '../errors/http/unsupported-media-type-error.ts';

const JSON_TYPE = /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i;

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
 * The parsed body; `undefined` when there is none. At most `limit` bytes are kept in memory.
 * Rejects with 400 for malformed JSON and 413 for more than `limit` bytes.
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  return parseJson(await readText(request, limit));
}

/** The value of a JSON text; `undefined` for an empty one. Throws 400. */
export function parseJson(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new MalformedJsonError(undefined, { cause: error });
  }
}

function readText(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) return void chunks.push(chunk);
      chunks.length = 0;
      reject(new PayloadTooLargeError());
    });
    request.on('end', () => resolve((chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)).toString('utf8')));
    request.on('error', reject);
  });
}
