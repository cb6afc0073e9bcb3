import type { Observations } from './observe.ts';
import type { Rule, Verdict } from './rule.ts';

/** One rule's result. Only the engine may say `broken`: the fault is ours. */
export interface Finding {
  rule: Rule;
  verdict: Verdict | { outcome: 'broken'; reason: string };
}

export type Outcome = Finding['verdict']['outcome'];

/** Pure: run it again on saved observations and get the same findings. */
export function judge(rules: readonly Rule[], observations: Observations): Finding[] {
  return rules.map((rule) => ({ rule, verdict: verdictOf(rule, observations) }));
}

function verdictOf(rule: Rule, observations: Observations): Finding['verdict'] {
  const seen: Record<string, unknown> = {};
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
    }
  }
  try {
    return rule.judge(seen as never);
  } catch (error) {
    return { outcome: 'broken', reason: `the rule itself threw: ${String(error)}` };
  }
}
