import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import stop from '../../experiments/stop-with-open-requests.ts';
import { resources } from '../../fixes/resources.ts';

export default rule({
  id: 'shutdown/keeps-dependencies-until-the-last-response',
  level: 'should',
  owner: 'app',
  title: 'Dependencies stay connected until the last request is answered',
  why: 'A request that is finished during a drain still needs the database. A pool that is closed when the signal comes turns every open request into a 500.',
  source: 'https://expressjs.com/en/advanced/healthcheck-graceful-shutdown.html',
  doNotFlag:
    'Pools that let idle connections go, as long as the open requests are answered. Requests that fail while the connections are still open fail for another reason.',
  fix: resources,
  uses: { stop },
  judge({ stop: { requests, dependencies, signalledAt } }) {
    const [dependency] = dependencies;
    if (dependency === undefined) return inapplicable('tell me a dependency: `--dependency DATABASE_URL`');
    if (dependencies.every(({ opened }) => opened === 0))
      return unclear('it opened no connection to its dependency: is the variable the one it reads?');
    const failed = requests.filter(({ response }) => response === undefined || response.status >= 500);
    if (requests.length === 0) return unclear('it answered the held requests before the signal came');
    if (failed.length === 0) return pass(`${requests.length} requests were answered while it drained`);
    const end = Math.min(...failed.map(({ endedAt }) => endedAt));
    const emptied = dependencies.find(({ openAtSignal, closed }) => {
      const early = closed.filter(
        ({ at, by, goodbye }) => (goodbye || by === 'service') && at >= signalledAt && at < end,
      );
      return openAtSignal > 0 && early.length >= openAtSignal;
    });
    if (emptied === undefined) return inapplicable('its requests failed for another reason');
    const first = emptied.closed.find(({ at }) => at >= signalledAt)!;
    if (failed[0]!.response === undefined && failed[0]!.endedAt - first.at < 50)
      return inapplicable('it ended at once, and its requests with it');
    return fail({
      expected: 'connections that outlive the last request',
      actual: `${emptied.name}: closed ${Math.round(first.at - signalledAt)} ms after SIGTERM; an open request then ended with ${failed[0]!.response?.status ?? failed[0]!.error}`,
      evidence: [failed[0]!],
    });
  },
});
