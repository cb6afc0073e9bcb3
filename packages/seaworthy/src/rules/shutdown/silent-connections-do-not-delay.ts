import { rule } from '../../engine/rule.ts';
import quiet from '../../experiments/stop-with-quiet-connections.ts';
import { delayedBy } from '../../experiments/delayed-by.ts';
import { drain } from '../../fixes/drain.ts';

export default rule({
  id: 'shutdown/silent-connections-do-not-delay',
  level: 'must',
  owner: 'app',
  title: 'Connections that never sent a byte do not delay the end',
  why: 'Browsers and load balancers connect ahead of time, and port scanners connect and say nothing. One such connection keeps many servers from ending until they are killed.',
  source: 'https://github.com/golang/go/issues/22682',
  doNotFlag: 'Up to ten seconds more than a stop without any connection.',
  fix: {
    ...drain,
    express:
      '`await seaworthy(app).listen()` from @seaworthy/kit/express does this; by hand: collect the sockets of the server’s `connection` event, and on SIGTERM destroy those with `bytesRead === 0`: `closeIdleConnections()` does not count them as idle.',
    nestjs:
      '`await seaworthy(app).listen()` from @seaworthy/kit/nestjs does this; by hand: collect the sockets of the `connection` event of `app.getHttpServer()`, and on SIGTERM destroy those with `bytesRead === 0`.',
    fastify:
      '`await seaworthy(app).listen()` from @seaworthy/kit/fastify does this; by hand: collect the sockets of the `connection` event of `app.server`, and on SIGTERM destroy those with `bytesRead === 0`.',
    gin: 'Call `server.Shutdown(ctx)` with a deadline and `server.Close()` when it has passed; `ReadHeaderTimeout: 5 * time.Second` bounds how long a connection may be silent.',
    any: 'On SIGTERM close connections on which no request has begun; give connections a deadline for their first request.',
  },
  uses: { quiet },
  timed: 3000,
  judge: ({ quiet: stops }) => delayedBy('silent', stops),
});
