import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import { AT_ONCE, inWords } from '../../experiments/clean-exit.ts';
import stuck from '../../experiments/stop-with-a-stuck-request.ts';
import { deadline } from '../../fixes/deadline.ts';

export default rule({
  id: 'shutdown/has-a-deadline',
  level: 'should',
  owner: 'app',
  title: 'A client that never finishes its request cannot keep the service alive',
  why: 'Platforms kill after 30 s, and a killed process closes no database and writes no last log line. A deadline of its own lets the service end in order whatever its clients do.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow',
  doNotFlag: 'How the end comes: a cut connection, an answer 408 and any exit code are fine here.',
  fix: deadline,
  uses: { stuck },
  judge({ stuck: { exit, waited } }) {
    if (exit === null)
      return fail({
        expected: `an end within ${waited} ms`,
        actual: `still alive ${waited} ms after SIGTERM, waiting for a request of which half came`,
      });
    if ((exit.afterSignal ?? 0) < AT_ONCE) return inapplicable('it did not wait for the open request at all');
    return pass(inWords(exit));
  },
});
