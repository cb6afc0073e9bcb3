import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { succeeded } from '../../experiments/answer.ts';
import silence from '../../experiments/silence-dependencies.ts';
import { took, toldWithTime } from '../../experiments/took.ts';
import { notNeeded } from '../../experiments/warm-up.ts';
import { dependencyTimeouts } from '../../fixes/dependency-timeouts.ts';

/** In ms; above it a client has usually given up. */
const LONG = 15_000;

export default rule({
  id: 'dependencies/silence-is-bounded',
  level: 'must',
  owner: 'app',
  title: 'A request does not wait for ever for a dependency that says nothing',
  why: 'A lost packet, a full disk or a firewall leaves connections open and silent, and most drivers wait without a limit. Every request then holds a connection and its memory until the service is full.',
  source: 'https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/',
  doNotFlag: 'Limits up to half a minute, as common pools have them: slow, but a limit. Any status will do.',
  fix: dependencyTimeouts,
  uses: { silence },
  judge({ silence: { first, exit, patience, ...warmth } }) {
    if (!warmth.needed) return inapplicable(notNeeded(warmth));
    if (succeeded(first) && took(first) < LONG) return inapplicable('it answers without the dependency');
    if (first.response !== undefined)
      return pass(`${took(first)} ms${took(first) > LONG ? ', longer than most clients wait' : ''}`);
    return fail({
      expected: `an answer within ${patience / 1000} s, whatever its status`,
      actual: toldWithTime(first),
      evidence: exit === null ? [first] : [first, exit],
    });
  },
});
