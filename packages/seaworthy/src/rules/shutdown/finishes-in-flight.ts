import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import stop from '../../experiments/stop-with-open-requests.ts';
import { drain } from '../../fixes/drain.ts';

export default rule({
  id: 'shutdown/finishes-in-flight',
  level: 'must',
  owner: 'app',
  title: 'Requests that are open at SIGTERM are answered',
  why: 'Every deploy sends SIGTERM to a process that is still serving. Cutting its open requests turns each deploy into a burst of 502s, and leaves clients not knowing whether their order was placed.',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  doNotFlag:
    'Only requests that the service had acknowledged with `100 Continue` before the signal count, so none was still on the wire. They end a second and a half after it.',
  fix: drain,
  uses: { stop },
  timed: 2000,
  judge({ stop: { requests, exit } }) {
    if (requests.length === 0) return unclear('it answered the held requests before the signal came');
    const bad = requests.filter(({ response }) => response === undefined || response.status >= 500);
    const evidence = [...bad, ...(exit === null ? [] : [exit])];
    if (bad.length > 0) {
      const how = [...new Set(bad.map(({ response, error }) => response?.status ?? error ?? 'EOF'))].join(
        ' or ',
      );
      const actual = `${bad.length} of ${requests.length} ended with ${how}`;
      return fail({ expected: 'a complete answer to each open request', actual, evidence });
    }
    const odd = requests.find(({ response }) => response!.status >= 400);
    if (odd !== undefined)
      return unclear(`a request that works otherwise was answered with ${odd.response!.status}`);
    return pass(`${requests.length} of ${requests.length} answered`);
  },
});
