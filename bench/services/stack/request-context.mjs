import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const VALID_ID = /^[\w.:=+/-]{1,128}$/;

/** What every hand-assembled service keeps per request: `{ requestId }`. */
export const requestContext = new AsyncLocalStorage();

/** The client's id when it is well formed, else a new uuid. */
export function requestIdOf(request) {
  const sent = request.headers['x-request-id'];
  return sent !== undefined && VALID_ID.test(sent) ? sent : randomUUID();
}
