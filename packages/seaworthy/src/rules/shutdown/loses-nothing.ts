import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import { diesOfSignal } from '../../experiments/clean-exit.ts';
import { lossesOf } from '../../experiments/losses-of.ts';
import stop from '../../experiments/stop-under-load.ts';
import { drain } from '../../fixes/drain.ts';

export default rule({
  id: 'shutdown/loses-nothing',
  level: 'must',
  owner: 'app',
  title: 'No accepted request is lost around SIGTERM',
  why: 'Load balancers go on sending for seconds after a process was told to stop. Whatever it still accepts it must answer: 503 is an answer, a reset is a lost order.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-flow',
  doNotFlag:
    'Refused connections, and 503. Requests on a kept connection that the service closed as idle while they were under way (RFC 9112 section 9.3.1), and at most one connection per client that was reset at the moment the port was closed: both race with the close and only make a note. It takes three runs on three processes to fail.',
  fix: drain,
  uses: { stop },
  judge({ stop: { rounds, clients } }) {
    const lost = rounds.map((round) => lossesOf(round, clients));
    const first = rounds[0]!;
    const good = Object.entries(first.opening.outcomes).some(
      ([outcome, count]) => outcome.startsWith('2') && count > 0,
    );
    if (!good) return unclear('the load got no good answer even before the signal');
    const requests = first.opening.requests + first.keeping.requests;
    const excused = lost.at(-1)!.excused;
    if (lost.some(({ proven }) => proven === 0)) {
      if (first.drained === false || (first.drained === null && diesOfSignal(first.exit)))
        return inapplicable('it cuts open requests, so there is no drain: see shutdown/finishes-in-flight');
      const races = excused === 0 ? '' : `, ${excused} raced with the closing of their connection`;
      return pass(`${requests} requests around the signal${races}`);
    }
    const counts = lost.map(({ proven }) => proven);
    if (counts.length < 3)
      return unclear(`${counts[0]} requests were lost, but only in ${counts.length} runs`);
    return fail({
      expected: 'a complete answer to every request that was accepted',
      actual: `${counts.join(', ')} requests lost in ${counts.length} of ${counts.length} runs`,
      evidence: lost[0]!.evidence.slice(0, 5),
    });
  },
});
