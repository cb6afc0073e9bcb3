import { createHash } from 'node:crypto';
import { STYLE } from './style.ts';

let headers: Readonly<Record<string, string>> | undefined;

/** Headers of the pages: they run no script and load nothing; their one style is allowed by its hash (CSP 3). */
export function pageHeaders(): Readonly<Record<string, string>> {
  return (headers ??= Object.freeze({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; ` +
      `base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-cache',
    'referrer-policy': 'no-referrer',
    vary: 'accept',
    'x-content-type-options': 'nosniff',
  }));
}
