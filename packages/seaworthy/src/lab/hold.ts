import { converse, type Clock } from './conversation.ts';
import type { OpenRequest, RequestSpec } from './lab.ts';
import { headOf } from './request-bytes.ts';

/** How long a server may take to say `100 Continue`, in ms. Some never do. */
const PATIENCE = 1000;

/**
 * Opens a request and keeps it open by withholding half of its body. `Expect: 100-continue` (RFC 9110 section 10.1.1)
 * makes the server say when it has read the head, so "in flight" is a fact. A server that answers without the body, or
 * never says it, leaves `acknowledged` false.
 */
export async function hold(origin: URL, spec: RequestSpec, now: Clock): Promise<OpenRequest> {
  const body = Buffer.from(spec.body ?? '{"held":true}');
  const half = Math.floor(body.length / 2);
  const request = { timeout: 60_000, ...spec, headers: { ...spec.headers, Expect: '100-continue' } };
  const conversation = converse(origin, request, now);
  conversation.write(headOf(origin, request, body.length));
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<false>((resolve) => (timer = setTimeout(resolve, PATIENCE, false)));
  const acknowledged = await Promise.race([conversation.continued, patience]);
  clearTimeout(timer);
  conversation.write(body.subarray(0, half));
  return {
    acknowledged,
    finish: () => {
      conversation.finish(body.subarray(half));
      return conversation.outcome;
    },
    abort: () => conversation.abort(),
  };
}
