import { fail, pass, rule } from '../../engine/rule.ts';
import { inWords, isCleanExit } from '../../experiments/clean-exit.ts';
import quiet from '../../experiments/stop-with-quiet-connections.ts';
import { drain } from '../../fixes/drain.ts';

export default rule({
  id: 'shutdown/ends-on-sigterm',
  level: 'must',
  owner: 'app',
  title: 'SIGTERM ends an idle service within 30 s, in order',
  why: 'Every deploy, scale-down and node drain stops a process by SIGTERM, and kills it when it has not gone after 30 s. A process that has to be killed loses what it held; one that exits with an error looks like a crash.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  doNotFlag:
    'Exit code 143 (the JVM) and a process that raises SIGTERM again after its drain (uvicorn, NestJS): both are orderly. Services that serve on for a while first, as long as they are gone after 30 s.',
  fix: {
    ...drain,
    any: 'Handle SIGTERM in the process that listens: stop accepting, finish, exit 0. In a container the server must be process 1 or get the signal from it (`tini`, `exec`).',
  },
  uses: { quiet },
  judge({ quiet: { together, alone = together } }) {
    const { exit, waited } = alone;
    if (exit === null)
      return fail({ expected: 'an end by itself', actual: `still alive ${waited} ms after SIGTERM` });
    if (isCleanExit(exit)) return pass(inWords(exit));
    return fail({
      expected: 'exit code 0, 143 or SIGTERM',
      actual: inWords(exit),
      evidence: [exit],
    });
  },
});
