import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import stop from '../../experiments/stop-with-open-requests.ts';
import { resources } from '../../fixes/resources.ts';

export default rule({
  id: 'shutdown/says-goodbye-to-dependencies',
  level: 'should',
  owner: 'app',
  title: 'Database connections are closed before the process ends',
  why: 'A connection that just breaks leaves the server with a session to find out about, locks to roll back, and an error line per deploy. Closing the pool takes one line.',
  source: 'https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-TERMINATION',
  doNotFlag:
    'Connections that are encrypted, which cannot be read, and protocols without a goodbye such as that of Redis: there, closing is enough.',
  fix: resources,
  uses: { stop },
  judge({ stop: { dependencies, exit, signalledAt } }) {
    const databases = dependencies.filter(({ protocol }) => protocol === 'postgres');
    if (databases.length === 0)
      return inapplicable('no PostgreSQL is known: tell me one with `--dependency DATABASE_URL`');
    if (exit === null) return unclear('it did not end by itself');
    const connected = databases.filter(({ openAtSignal }) => openAtSignal > 0);
    if (connected.length === 0) return unclear('it had no connection to its database when the signal came');
    const ended = connected.flatMap(({ closed }) => closed.filter(({ at }) => at >= signalledAt));
    if (ended.length === 0) return unclear('the end of its database connections was not seen');
    // PostgreSQL closes first once it has heard the goodbye.
    const readable = ended.filter((end) => end.readable && (end.goodbye || end.by === 'service'));
    if (readable.length === 0) return unclear('its database connections are encrypted, or said nothing');
    const rude = readable.filter(({ goodbye }) => !goodbye);
    if (rude.length === 0) return pass(`${readable.length} connections terminated`);
    return fail({
      expected: 'Terminate (X) on each connection, then its end',
      actual: `${rude.length} of ${readable.length} connections just broke off (${rude[0]!.how})`,
      evidence: [exit],
    });
  },
});
