import { rule } from '../../engine/rule.ts';
import quiet from '../../experiments/stop-with-quiet-connections.ts';
import { delayedBy } from '../../experiments/delayed-by.ts';
import { drain } from '../../fixes/drain.ts';

export default rule({
  id: 'shutdown/idle-connections-do-not-delay',
  level: 'must',
  owner: 'app',
  title: 'Idle keep-alive connections do not delay the end',
  why: 'Load balancers hold connections open for minutes, so there are always some. A service that waits for them to go away waits until it is killed, and its cleanup never runs.',
  source: 'https://www.rfc-editor.org/rfc/rfc9112#section-9.6',
  doNotFlag:
    'Up to ten seconds more than a stop without any connection: many servers wait for a short keep-alive timeout. One of the connections carries a request that ends after the signal.',
  fix: {
    ...drain,
    express:
      '`await seaworthy(app).listen()` from @seaworthy/kit/express does this; by hand: after `server.close()`, call `server.closeIdleConnections()` every second: connections that become idle later are not closed by `close()`.',
    nestjs:
      '`await seaworthy(app).listen()` from @seaworthy/kit/nestjs does this; by hand: in `beforeApplicationShutdown()`, call `app.getHttpServer().closeIdleConnections()` every second until `close()` is done.',
    fastify:
      '`await seaworthy(app).listen()` from @seaworthy/kit/fastify does this; by hand: while `app.close()` is under way, call `app.server.closeIdleConnections()` every second: Fastify’s keep-alive timeout is 72 s.',
  },
  uses: { quiet },
  timed: 3000,
  judge: ({ quiet: stops }) => delayedBy('idle', stops),
});
