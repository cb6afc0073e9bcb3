import { randomBytes } from 'node:crypto';
import { context } from './context.ts';

const VERSION_00 = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
const LATER_VERSION =
  /^(?!ff|00)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/;

/** The trace id of an inbound `traceparent`; `undefined` when it is missing or malformed (W3C Trace Context, 3.2). */
export function traceIdFrom(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  return (VERSION_00.exec(header) ?? LATER_VERSION.exec(header))?.[1];
}

/** A `traceparent` for an outbound call that continues the current request's trace, or starts a new one. */
export function traceparent(): string {
  const current = context();
  const traceId = current === undefined ? randomHex(16) : (current.traceId ??= randomHex(16));
  return `00-${traceId}-${randomHex(8)}-01`;
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
