import type { Exchange } from '../engine/evidence.ts';

/** What came of a list of hostile requests. */
export interface Attempts {
  /** Requests that got an answer, or should have. */
  tried: { name: string; exchange: Exchange }[];
  /** Whether the known request worked after the last of them. */
  worksAfter: boolean;
  /** Whether the list ended early, because the service did not answer at all. */
  stopped: boolean;
}

/** Sends one after the other and stops at the first that gets no answer, since the service may be gone. */
export async function attempt(
  works: () => Promise<boolean>,
  requests: Iterable<[name: string, send: () => Promise<Exchange>]>,
): Promise<Attempts> {
  const tried: Attempts['tried'] = [];
  for (const [name, send] of requests) {
    const exchange = await send();
    tried.push({ name, exchange });
    if (exchange.response === undefined) return { tried, worksAfter: await works(), stopped: true };
  }
  return { tried, worksAfter: await works(), stopped: false };
}
