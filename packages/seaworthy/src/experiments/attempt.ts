import type { Exchange } from '../engine/evidence.ts';

/** What came of a list of hostile requests. */
export interface Attempts {
  /** Requests that got an answer, or should have. */
  tried: { name: string; exchange: Exchange }[];
  /** Whether the known request worked after the last of them. */
  worksAfter: boolean;
  /** Whether the list ended early, because the last of them got no answer. */
  stopped: boolean;
}

/** How often a request is repeated whose answer may have been lost. */
const REPETITIONS = 2;

/** Sends one after the other and stops at the first that gets no answer, since the service may be gone. */
export async function attempt(
  works: () => Promise<boolean>,
  requests: Iterable<[name: string, send: () => Promise<Exchange>]>,
): Promise<Attempts> {
  const tried: Attempts['tried'] = [];
  for (const [name, send] of requests) {
    let exchange = await send();
    // Who refuses a body before its end may reset the connection, and the reset overtakes the answer.
    for (let again = 0; again < REPETITIONS && isReset(exchange) && (await works()); again++)
      exchange = await send();
    tried.push({ name, exchange });
    if (exchange.response === undefined) return { tried, worksAfter: await works(), stopped: true };
  }
  return { tried, worksAfter: await works(), stopped: false };
}

/** Whether there was no answer, because the connection was reset. */
export function isReset({ error }: Exchange): boolean {
  return error === 'ECONNRESET' || error === 'EPIPE';
}
