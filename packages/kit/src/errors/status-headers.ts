import { retryAfter } from './retry-after.ts';

const RETRY = Object.freeze({ 'retry-after': retryAfter() });

/**
 * Headers that a status owes its reader: 401 a challenge (RFC 9110, 15.5.2), 429 and 503 a time to come back
 * (RFC 6585, 4; RFC 9110, 15.6.4). An error's own headers win.
 */
export const STATUS_HEADERS: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  401: Object.freeze({ 'www-authenticate': 'Bearer' }),
  429: RETRY,
  503: RETRY,
};
