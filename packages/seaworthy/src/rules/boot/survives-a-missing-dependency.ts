import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import { inWords } from '../../experiments/clean-exit.ts';
import away from '../../experiments/start-without-dependency.ts';
import { lateDependency } from '../../fixes/late-dependency.ts';

export default rule({
  id: 'boot/survives-a-missing-dependency',
  level: 'must',
  owner: 'app',
  title: 'Started while its dependency is away, it comes up by itself later, or exits to be started again',
  why: 'After a power cut everything starts at the same time, and a database takes longer than its clients. A service that neither ends nor recovers waits for somebody to restart it by hand.',
  source: 'https://github.com/mercari/production-readiness-checklist',
  doNotFlag:
    'An exit with a code other than 0: supervisors start it again. Services that wait for the dependency before they listen, as long as they then do. Half a minute of waiting between attempts.',
  fix: lateDependency,
  uses: { away },
  timed: 2000,
  judge({ away: { endedAway, exit, recoveredAfter, attempts, logs, waited } }) {
    const ended = endedAway ?? exit;
    const expected = 'it works again by itself, or exits with a code other than 0';
    if (ended !== null) {
      if (ended.code !== 0) return pass(`it exits: ${inWords(ended)}`);
      return fail({ expected, actual: 'exit code 0', evidence: [...logs.slice(-3), ended] });
    }
    if (recoveredAfter !== null && attempts.every((count) => count === 0))
      return unclear('it never asked its dependency: is the variable the one it reads?');
    if (recoveredAfter !== null) return pass(`works ${recoveredAfter} ms after its dependency came back`);
    return fail({
      expected,
      actual: `alive, but not working ${waited} ms after its dependency came back`,
      evidence: logs.slice(-5),
    });
  },
});
