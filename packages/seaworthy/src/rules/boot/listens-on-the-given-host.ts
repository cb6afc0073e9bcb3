import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import again from '../../experiments/start-again.ts';

export default rule({
  id: 'boot/listens-on-the-given-host',
  level: 'should',
  owner: 'app',
  title: 'With `HOST=0.0.0.0` the service can be reached from outside',
  why: 'In a container the loopback address is the container’s own: probes and traffic come to another one. A service bound to 127.0.0.1 starts, logs that it listens, and is never reached.',
  source: 'https://fastify.dev/docs/latest/Reference/Server/#listen',
  doNotFlag:
    'Services that bind all addresses whatever they are told, and start commands that name the loopback address themselves.',
  fix: {
    express:
      '`seaworthy(app).listen()` does this; by hand: `app.listen(port, process.env.HOST)`: without a host it binds all addresses.',
    nestjs:
      '`seaworthy(app).listen()` does this; by hand: `app.listen(port, process.env.HOST ?? "0.0.0.0")`.',
    fastify:
      '`seaworthy(app).listen()` does this; by hand: `app.listen({ port, host: process.env.HOST ?? "0.0.0.0" })`: the default is the loopback address.',
    fastapi: 'Start it with `--host 0.0.0.0`: uvicorn’s default is 127.0.0.1.',
    django: 'Start gunicorn with `--bind "0.0.0.0:$PORT"`: without `PORT` its default is 127.0.0.1.',
    gin: 'Use `r.Run(":8080")` or `Addr: ":8080"`, without a host.',
    'spring-boot': 'Remove `server.address=127.0.0.1`, or set it from the environment.',
    any: 'Bind 0.0.0.0 or `::` unless the environment says otherwise.',
  },
  uses: { again },
  judge({ again: { starts, command } }) {
    const { listener, exit } = starts[0]!;
    if (exit !== null) return unclear('a second process of the service ended by itself');
    if (listener === null) return inapplicable('it listened on no port within the time for its start');
    if (!/^127\.|^::1$/.test(listener.address)) return pass(`it listens on ${listener.address}`);
    if (command.some((part) => /127\.0\.0\.1|localhost|::1/.test(part)))
      return inapplicable('its start command itself names the loopback address');
    return fail({
      expected: 'an address that others can reach, as HOST=0.0.0.0 asks for',
      actual: `it listens on ${listener.address} only`,
    });
  },
});
