import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { statusOf, succeeded, told } from '../../experiments/answer.ts';
import outage from '../../experiments/lose-dependencies.ts';
import { notNeeded } from '../../experiments/warm-up.ts';
import { unavailable } from '../../fixes/unavailable.ts';

const RIGHT = new Set([502, 503, 504]);

export default rule({
  id: 'dependencies/loss-is-503',
  level: 'should',
  owner: 'app',
  title: 'A missing dependency is answered with 503, 502 or 504',
  why: 'Those say “not now”: clients, proxies and meshes try again later or elsewhere. A 500 says “a bug”, is retried by nobody, and wakes the wrong people.',
  source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4',
  doNotFlag:
    'Services that work without the dependency, from a cache or with less. Requests without any answer are the matter of other rules.',
  fix: unavailable,
  uses: { outage },
  judge({ outage: { refused, later, diedOf, ...warmth } }) {
    if (!warmth.needed) return inapplicable(notNeeded(warmth));
    if (diedOf !== null) return unclear('the process ended when the dependency was lost');
    const answers = [...refused, ...later].filter(({ response }) => response !== undefined);
    if (answers.length === 0) return unclear('it answered nothing while the dependency was away');
    if (answers.some(succeeded)) return inapplicable('it answers without the dependency');
    if (answers.some((answer) => statusOf(answer) === 429))
      return unclear('it limited our rate: raise the limit for this run');
    const wrong = answers.filter((answer) => !RIGHT.has(statusOf(answer)));
    if (wrong.length === 0) return pass(`${answers.length} answers`);
    return fail({ expected: '503 (or 502, 504)', actual: told(wrong[0]!), evidence: wrong.slice(0, 2) });
  },
});
