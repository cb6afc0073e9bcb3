import { fail, pass, rule } from '../../engine/rule.ts';
import { inWords } from '../../experiments/clean-exit.ts';
import sigint from '../../experiments/stop-by-sigint.ts';
import { drain } from '../../fixes/drain.ts';

export default rule({
  id: 'shutdown/ends-on-sigint',
  level: 'must',
  owner: 'app',
  title: 'SIGINT ends the service',
  why: 'Ctrl-C in a terminal and some supervisors send SIGINT. A service that survives it keeps its port, and the next start fails.',
  source: 'https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/signal.h.html',
  doNotFlag:
    'Any exit code, and a quick shutdown without a drain: gunicorn and many runtimes give SIGINT that meaning.',
  fix: {
    ...drain,
    any: 'Treat SIGINT like SIGTERM; let a second one end the process at once.',
  },
  uses: { sigint },
  judge({ sigint: { exit } }) {
    if (exit !== null) return pass(inWords(exit));
    return fail({ expected: 'an end by itself', actual: 'still alive 30 s after SIGINT' });
  },
});
