import { randomUUID } from 'node:crypto';

/** What a client may choose as an id: one to 128 characters that cannot break a log line, a header or a page. */
const ACCEPTABLE = /^[\w.:=+/-]{1,128}$/;

/** Keeps a well-formed inbound id; anything else (too long, odd characters, sent twice) is replaced by a UUID. */
export function requestIdFrom(header: string | string[] | undefined, trust: boolean): string {
  return trust && typeof header === 'string' && ACCEPTABLE.test(header) ? header : randomUUID();
}
