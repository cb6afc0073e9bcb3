import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf } from '../../experiments/answer.ts';
import outage from '../../experiments/lose-dependencies.ts';
import { ending, took, toldWithTime } from '../../experiments/took.ts';
import { notNeeded } from '../../experiments/warm-up.ts';
import { dependencyTimeouts } from '../../fixes/dependency-timeouts.ts';

/** Longer than one retry, shorter than any client’s patience; in ms. */
const BUDGET = 5000;

export default rule({
  id: 'dependencies/refusal-is-answered-fast',
  level: 'must',
  owner: 'app',
  title: 'Requests are answered within 5 s while a dependency refuses connections',
  why: 'A dependency that is gone is known at once, so waiting for it helps nobody. Requests that hang fill the service, its callers and their callers.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4',
  doNotFlag:
    'Any status, as long as it comes: which one is another rule’s. A retry or two inside the budget. One slow answer of three.',
  fix: dependencyTimeouts,
  uses: { outage },
  timed: BUDGET,
  judge({ outage: { refused, exit, diedOf, ...warmth } }) {
    if (!warmth.needed) return inapplicable(notNeeded(warmth));
    if (diedOf === 'loss') return unclear('the process ended when its idle connections were cut');
    if (refused.some((read) => statusOf(read) === 429))
      return unclear('it limited our rate: raise the limit for this run');
    const expected = 'an answer within 5 s, whatever its status';
    const dropped = refused.filter(({ response, error }) => response === undefined && error !== 'TIMEOUT');
    if (dropped.length > 0) {
      const how = exit === null ? toldWithTime(dropped[0]!) : ending(exit);
      return fail({ expected, actual: how, evidence: exit === null ? dropped : [...dropped, exit] });
    }
    if (refused.every((read) => read.response === undefined || took(read) > BUDGET))
      return fail({ expected, actual: `three times ${toldWithTime(refused[0]!)}`, evidence: refused });
    return pass(`${Math.max(...refused.map(took))} ms`);
  },
});
