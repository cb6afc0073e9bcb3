import type { Exchange } from '../engine/evidence.ts';
import { converse, type Clock } from './conversation.ts';
import type { RequestSpec } from './lab.ts';
import { headOf } from './request-bytes.ts';

/**
 * One request on its own connection: no pool, no retry, no redirect, nothing hidden. Resolves, never rejects: what went
 * wrong is in `error`. Of a body at most 1 MiB is kept, and reading stops after 64 MiB.
 */
export function exchange(origin: URL, spec: RequestSpec, now: Clock): Promise<Exchange> {
  const conversation = converse(origin, spec, now);
  conversation.finish(headOf(origin, spec) + (spec.body ?? ''));
  return conversation.outcome;
}
