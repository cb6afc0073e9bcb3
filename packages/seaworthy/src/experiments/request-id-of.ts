import type { Exchange } from '../engine/evidence.ts';

/** Names under which services say which request an answer belongs to, the likeliest first. */
const NAMES = [
  'x-request-id',
  'request-id',
  'x-correlation-id',
  'correlation-id',
  'x-flow-id',
  'x-trace-id',
  'trace-id',
  'x-amzn-requestid',
  'x-amzn-trace-id',
  'x-cloud-trace-context',
  'traceresponse',
  'traceparent',
];
const LIKE_THEM = /^(?:x-)?(?:[\w-]+-)?(?:request|correlation|trace|flow|transaction)-?id$/;

/** The request id of an answer and the header that holds it, name in lower case. */
export interface RequestId {
  name: string;
  value: string;
}

/** `undefined` when the answer has none. */
export function requestIdOf({ response }: Exchange): RequestId | undefined {
  const headers = response?.headers ?? {};
  const name =
    NAMES.find((known) => (headers[known] ?? '') !== '') ??
    Object.keys(headers).find((given) => LIKE_THEM.test(given) && headers[given] !== '');
  return name === undefined ? undefined : { name, value: headers[name]! };
}

/** Whether the header holds a trace of its own format, into which no inbound id fits. */
export function isTrace({ name }: RequestId): boolean {
  return /^trace(?:response|parent)$|^x-amzn-|^x-cloud-/.test(name);
}
