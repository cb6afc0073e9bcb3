import type { Starter } from './starters.ts';

/**
 * Why the platform of a starter cannot keep a line that these rules of `check` see as well: the reason in its
 * `seaworthy.config.json`. `undefined` when it accepts none of them. Throws for a reason without a link.
 */
export function excuseFor({ id, accepted }: Starter, seenBy: readonly string[] = []): string | undefined {
  const rule = seenBy.find((one) => accepted.has(one));
  if (rule === undefined) return undefined;
  const reason = accepted.get(rule)!;
  if (/https:\/\/\S+/.test(reason)) return `${rule}: ${reason}`;
  throw new Error(`Expected a link in the reason why ${id} accepts ${rule}, got "${reason}"`);
}
