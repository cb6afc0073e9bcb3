import type { Exchange } from '../engine/evidence.ts';

/** The JSON value of an answer, `undefined` when there is none. */
export function jsonOf({ response }: Exchange): unknown {
  try {
    return JSON.parse(response?.body ?? '') as unknown;
  } catch {
    return undefined;
  }
}

/** The JSON object of an answer, `undefined` when it is no object. */
export function objectOf(exchange: Exchange): Record<string, unknown> | undefined {
  const value = jsonOf(exchange);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : undefined;
}

/** `application/json` of `application/json; charset=utf-8`, in lower case; `''` when the answer has no type. */
export function mediaTypeOf({ response }: Exchange): string {
  return (response?.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}

/** Whether the answer's type says JSON and its body is. */
export function speaksJson(exchange: Exchange): boolean {
  return /[/+]json$/.test(mediaTypeOf(exchange)) && jsonOf(exchange) !== undefined;
}

/** The status of the answer; 0 when there was none. */
export function statusOf({ response }: Exchange): number {
  return response?.status ?? 0;
}

/** Whether the answer is a 2xx. */
export function succeeded(exchange: Exchange): boolean {
  return Math.trunc(statusOf(exchange) / 100) === 2;
}

/** What came, for the `actual` of a failure: `404 text/html`, or `no answer (ECONNRESET)`. */
export function told(exchange: Exchange): string {
  const { response, error } = exchange;
  if (response === undefined) return `no answer (${error ?? 'EOF'})`;
  return `${response.status} ${mediaTypeOf(exchange) || (response.body === '' ? 'without a body' : 'without a Content-Type')}`;
}
