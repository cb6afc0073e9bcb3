import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import outage from '../../experiments/lose-dependencies.ts';
import { healthProbes } from '../../fixes/health-probes.ts';

/** What drivers and runtimes say. One may be a coincidence, two are not. */
const TALK = [
  /\bE(?:CONNREFUSED|CONNRESET|HOSTUNREACH|TIMEDOUT|PIPE)\b/,
  /Connection terminated|connection refused|could not connect|password authentication failed/i,
  /\bat \S+ \(?\S+:\d+:\d+\)?|File ".*", line \d+|\.java:\d+\)|goroutine \d+/,
  /\b(?:psycopg|sqlalchemy|org\.postgresql|java\.sql|pgconn|SQLSTATE|node_modules)\b/i,
];

export default rule({
  id: 'health/leaks-nothing',
  level: 'should',
  owner: 'app',
  title: 'Probes do not tell what the driver said',
  why: 'Probes answer everybody, and the driver’s message names hosts, ports, users and versions of what lies behind. That belongs into the log.',
  source: 'https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/',
  doNotFlag:
    'Names of dependencies with “ok” or “down”. The port of our proxy in the answer is proof; of the phrases of drivers and stack traces it takes two.',
  fix: {
    ...healthProbes,
    'spring-boot': 'Keep `management.endpoint.health.show-details` at `never` or `when_authorized`.',
    any: 'Answer with the names of the dependencies and “ok” or “down”, and log the error.',
  },
  uses: { outage },
  judge({ outage: { probes, ports, diedOf } }) {
    const answers = [...probes.during.live, ...probes.during.ready];
    if (answers.length === 0 && diedOf !== null)
      return unclear('the process ended when the dependency was lost');
    if (answers.length === 0) return inapplicable('it has no probe: see health/has-liveness');
    for (const answer of answers) {
      const body = answer.response?.body ?? '';
      const port = ports.find((one) => new RegExp(`(?:[:=]|port\\W{0,4})${one}(?!\\d)`, 'i').test(body));
      const phrases = TALK.flatMap((phrase) => phrase.exec(body)?.[0] ?? []);
      if (port === undefined && phrases.length < 2) continue;
      const found = port === undefined ? phrases.join('” and “') : `:${port}`;
      return fail({
        expected: 'no details of the dependency',
        actual: `${answer.request.path} contains “${found}”${port === undefined ? '' : ', where the dependency was'}`,
        evidence: [answer],
      });
    }
    const seen = answers.filter(({ response }) => response !== undefined).length;
    return seen === 0 ? unclear('the probes answered nothing during the outage') : pass(`${seen} answers`);
  },
});
