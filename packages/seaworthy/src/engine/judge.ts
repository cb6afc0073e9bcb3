import type { Evidence } from './evidence.ts';
import type { Observations } from './observe.ts';
import { unclear, type Rule, type Verdict } from './rule.ts';

/** One rule's result. Only the engine may say `broken`: the fault is ours. */
export interface Finding {
  rule: Rule;
  verdict: Verdict | { outcome: 'broken'; reason: string };
}

export type Outcome = Finding['verdict']['outcome'];

/** Where our own timers are late by so much of a budget, a healthy service may need all of it. */
const TOO_LATE = 1 / 4;

/** Pure: run it again on saved observations and get the same findings. */
export function judge(rules: readonly Rule[], observations: Observations): Finding[] {
  return rules.map((rule) => ({ rule, verdict: verdictOf(rule, observations) }));
}

function verdictOf(rule: Rule, observations: Observations): Finding['verdict'] {
  const seen: Record<string, unknown> = {};
  let late = 0;
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
        late = Math.max(late, observation.late ?? 0);
    }
  }
  try {
    const verdict = rule.judge(seen as never);
    if (verdict.outcome !== 'fail') return verdict;
    if (!rule.id.startsWith('overload/') && verdict.evidence.some(isLimited))
      return unclear('it limited our rate: raise the limit for this run');
    if (rule.timed === undefined || late < TOO_LATE * rule.timed) return verdict;
    return unclear(
      `this machine was too busy to tell, our own timers were up to ${late} ms late; what was seen: ${verdict.actual}`,
    );
  } catch (error) {
    return { outcome: 'broken', reason: `the rule itself threw: ${String(error)}` };
  }
}

/** A refusal for too many requests is our doing; only the rules about overload are about it. */
function isLimited(evidence: Evidence): boolean {
  return evidence.kind === 'exchange' && evidence.response?.status === 429;
}
