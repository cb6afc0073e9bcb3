// Attaches `AppError.from` for whoever answers errors.
import './from.ts';
import type { Reply } from '../seam.ts';
import type { AppError } from './app-error.ts';
import { ValidationError } from './http/validation-error.ts';
import { noteSeen } from './seen.ts';
import { slug } from './slug.ts';

/** No charset: neither RFC 9457 nor RFC 8259, 11 defines one. */
const HEADERS = Object.freeze({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
const MOST_CODES = 1000;

interface Named {
  type: string;
  code: string;
}

const byBase = new Map<string, Map<string, Named>>();

/** The answer to an error (RFC 9457), the only place that writes one. `base` as in `Options.problemBase`. */
export function problemReply(
  error: AppError,
  context: { requestId: string | undefined; base: string },
): Reply {
  const { type, code } = namesOf(error, context.base);
  const { status, title, detail, headers, details } = error;
  let body = `{"type":${type},"title":${JSON.stringify(title)},"status":${status}`;
  if (detail !== undefined) body += `,"detail":${JSON.stringify(detail)}`;
  body += `,"code":${code}`;
  if (context.requestId !== undefined) body += `,"requestId":${JSON.stringify(context.requestId)}`;
  if (error instanceof ValidationError) body += `,"errors":${JSON.stringify(error.errors)}`;
  for (const name in details) body += member(name, details[name]);
  return { status, headers: isEmpty(headers) ? HEADERS : { ...HEADERS, ...headers }, body: `${body}}` };
}

/** The `type` URI of a code. */
export function typeOf(code: string, base: string): string {
  return `${base.replace(/\/+$/, '')}/errors/${slug(code)}`;
}

/** `type` and `code` as JSON, made once: an error that happens often happens with few codes. */
function namesOf(error: AppError, base: string): Named {
  let names = byBase.get(base);
  if (names === undefined) byBase.set(base, (names = new Map()));
  let named = names.get(error.code);
  if (named === undefined) {
    named = { type: JSON.stringify(typeOf(error.code, base)), code: JSON.stringify(error.code) };
    if (names.size < MOST_CODES) names.set(error.code, named);
    noteSeen(error);
  }
  return named;
}

/** A value JSON cannot hold (a cycle, a BigInt) costs its own member, not the answer. */
function member(name: string, value: unknown): string {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? '' : `,${JSON.stringify(name)}:${text}`;
  } catch {
    return '';
  }
}

function isEmpty(headers: object): boolean {
  for (const _ in headers) return false;
  return true;
}
