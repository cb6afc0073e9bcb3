import type { IncomingMessage } from 'node:http';
import type { AppError } from '../errors/app-error.ts';
import { BadRequestError } from '../errors/http/bad-request-error.ts';
import { BadUrlError } from '../errors/http/bad-url-error.ts';
import { PayloadTooLargeError } from '../errors/http/payload-too-large-error.ts';
import { UnsupportedMediaTypeError } from '../errors/http/unsupported-media-type-error.ts';
import { hasOneHost } from './one-host.ts';

const UTF_8 = /^"?utf-?8"?$/i;

/** Why a request cannot be served, whatever its route: told before the framework has spent anything on it. */
export function refusalOf(request: IncomingMessage, path: string, maxBody: number): AppError | undefined {
  if (!hasOneHost(request)) return new BadRequestError('The request names more than one host');
  if (path.includes('%') && !isDecodable(path)) return new BadUrlError();
  const { headers } = request;
  const length = headers['content-length'];
  if (length !== undefined && Number(length) > maxBody) return new PayloadTooLargeError();
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    // Refused on every framework alike: some inflate, some do not, and an inflated body has no declared size.
    return new UnsupportedMediaTypeError('Compressed request bodies are not accepted', {
      headers: { 'Accept-Encoding': 'identity' },
    });
  }
  const type = headers['content-type'];
  if (type === undefined || !type.includes('charset')) return undefined;
  const charset = /;\s*charset=([^;\s]+)/i.exec(type)?.[1];
  return charset === undefined || UTF_8.test(charset) || !/json/i.test(type)
    ? undefined
    : new UnsupportedMediaTypeError('JSON is UTF-8 (RFC 8259, 8.1); other charsets are not accepted');
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}
