import { randomUUID } from 'node:crypto';
import { defect } from './defect.mjs';

const SAFE = /^[\w.:=+/-]{1,128}$/;
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

let count = 0;

/** The inbound id if it is safe to repeat, else a new one; several header lines are never safe. */
export function requestIdOf(request) {
  const inbound = request.headers['x-request-id'];
  const safe = defect('request-id/is-sanitised') ? inbound !== undefined : SAFE.test(inbound ?? '');
  if (safe && !defect('request-id/is-kept')) return inbound;
  if (defect('request-id/is-unique')) return `req-${++count}`;
  return randomUUID();
}

/** The trace id of a valid `traceparent` (W3C Trace Context, 3.2), else `undefined`. */
export function traceIdOf(request) {
  const inbound = request.headers.traceparent;
  if (inbound === undefined || defect('request-id/continues-the-trace')) return undefined;
  if (defect('request-id/ignores-an-invalid-trace')) return inbound.split('-')[1];
  return TRACEPARENT.exec(inbound)?.[1];
}
