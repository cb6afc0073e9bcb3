import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import stop from '../../experiments/stop-with-open-requests.ts';
import { drain } from '../../fixes/drain.ts';

export default rule({
  id: 'shutdown/says-connection-close',
  level: 'should',
  owner: 'app',
  title: 'The last response of a connection says `Connection: close`',
  why: 'A client that is not told sends its next request on a connection that is about to be closed, and gets a reset instead of an answer. For a POST it cannot even know whether to try again.',
  source: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.6',
  doNotFlag:
    'Services that still accept new connections when the response is sent: they keep what they promise. Services that never keep a connection.',
  fix: {
    ...drain,
    express:
      '`await seaworthy(app).listen()` from @seaworthy/kit/express does this; by hand: keep the open responses in a `Set` (a first middleware adds them, their `close` event removes them), and on SIGTERM call `response.set("Connection", "close")` on each whose headers are not sent.',
    nestjs:
      '`await seaworthy(app).listen()` from @seaworthy/kit/nestjs does this; by hand: an interceptor that sets `Connection: close` on the response once the signal has come.',
    fastify:
      '`await seaworthy(app).listen()` from @seaworthy/kit/fastify does this; by hand: an `onSend` hook that does `reply.header("connection", "close")` once the signal has come.',
    any: 'Send `Connection: close` with each response that ends while the service drains, also to requests that came before the signal.',
  },
  uses: { stop },
  judge({ stop: { requests, keepsConnections, refusing } }) {
    const answered = requests.filter(({ response }) => response !== undefined);
    if (answered.length === 0) return inapplicable('it answered none of the requests that were open');
    if (!keepsConnections) return inapplicable('it closes every connection after one response anyway');
    const silent = answered.filter(
      ({ response }) => !/\bclose\b/i.test(response!.headers['connection'] ?? ''),
    );
    if (silent.length === 0) return pass();
    if (!refusing)
      return unclear('it still accepted new connections, so these may not have been its last responses');
    return fail({
      expected: 'Connection: close',
      actual: `Connection: ${silent[0]!.response!.headers['connection'] ?? '(absent, which means keep-alive)'}`,
      evidence: [silent[0]!],
    });
  },
});
