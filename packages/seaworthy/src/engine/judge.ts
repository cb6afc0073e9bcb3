import type { Observations } from './observe.ts';
import { unclear, type Rule, type Verdict } from './rule.ts';

/** One rule's result. Only the engine may say `broken`: the fault is ours. */
export interface Finding {
  rule: Rule;
  verdict: Verdict | { outcome: 'broken'; reason: string };
}

export type Outcome = Finding['verdict']['outcome'];

/** A machine on which everything takes so many times as long makes healthy services late. */
const STARVED = 4;

/** Pure: run it again on saved observations and get the same findings. */
export function judge(rules: readonly Rule[], observations: Observations): Finding[] {
  return rules.map((rule) => ({ rule, verdict: verdictOf(rule, observations) }));
}

function verdictOf(rule: Rule, observations: Observations): Finding['verdict'] {
  const seen: Record<string, unknown> = {};
  let strain = 1;
  for (const [name, { id }] of Object.entries(rule.uses)) {
    const observation = observations[id];
    if (observation === undefined) return { outcome: 'broken', reason: `the experiment "${id}" did not run` };
    switch (observation.status) {
      case 'impossible':
        return { outcome: 'inapplicable', reason: observation.reason };
      case 'void':
        return { outcome: 'unclear', reason: `could not establish that ${observation.control}` };
      case 'broken':
        return { outcome: 'broken', reason: `the experiment "${id}" failed: ${observation.error}` };
      case 'seen':
        seen[name] = observation.facts;
        strain = Math.max(strain, observation.strain ?? 1);
    }
  }
  try {
    const verdict = rule.judge(seen as never);
    if (verdict.outcome !== 'fail' || rule.timed !== true || strain < STARVED) return verdict;
    return unclear(
      `this machine was too busy to tell: all took ${strain} times as long as on a calm one. It saw: ${verdict.actual}`,
    );
  } catch (error) {
    return { outcome: 'broken', reason: `the rule itself threw: ${String(error)}` };
  }
}
