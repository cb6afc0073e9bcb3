import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import again from '../../experiments/start-again.ts';

export default rule({
  id: 'boot/listens-where-told',
  level: 'should',
  owner: 'app',
  title: 'The service listens on the port in `PORT`',
  why: 'Platforms give each process its port. With a fixed one, two processes cannot share a machine, and tests cannot run side by side.',
  source: 'https://12factor.net/port-binding',
  doNotFlag:
    'Services that take the port from the command line: put `{port}` there. Names that frameworks use instead are set too (`SERVER_PORT`, `UVICORN_PORT`, …).',
  fix: {
    express: '`seaworthy(app).listen()` does this; by hand: `app.listen(Number(process.env.PORT ?? 3000))`.',
    nestjs: '`seaworthy(app).listen()` does this; by hand: `app.listen(process.env.PORT ?? 3000)`.',
    fastify:
      '`seaworthy(app).listen()` does this; by hand: `app.listen({ port: Number(process.env.PORT ?? 3000), host: "0.0.0.0" })`.',
    fastapi: 'Start it with `--port "$PORT"`; in the command of the check, `--port {port}`.',
    django:
      'gunicorn reads `PORT` unless `--bind` says otherwise: `--bind "0.0.0.0:$PORT"`, or `{port}` here.',
    gin: '`r.Run()` without an argument reads `PORT`; by hand: `Addr: ":" + os.Getenv("PORT")`.',
    'spring-boot': 'Set `server.port=${PORT:8080}`; `SERVER_PORT` works without it.',
    any: 'Read the port from the environment, with a default for development.',
  },
  uses: { again },
  judge({ again: { starts } }) {
    const { port, listener, exit } = starts[0]!;
    if (exit !== null) return unclear('a second process of the service ended by itself');
    if (listener === null) return inapplicable('it listened on no port within the time for its start');
    if (listener.port === port) return pass();
    return fail({ expected: `PORT=${port} is where it listens`, actual: `it listens on ${listener.port}` });
  },
});
