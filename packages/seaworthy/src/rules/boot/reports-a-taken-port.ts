import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import again from '../../experiments/start-again.ts';
import { inWords } from '../../experiments/clean-exit.ts';

const node =
  'Listen for the server’s `error` event, log it and `process.exit(1)`: `seaworthy(app).listen()` does this';

export default rule({
  id: 'boot/reports-a-taken-port',
  level: 'should',
  owner: 'app',
  title: 'A service whose port is taken says so and exits',
  why: 'Supervisors restart what exits and report why. A process that lives on without a port looks healthy to them, and nobody reaches it.',
  source: 'https://nodejs.org/api/net.html#serverlisten',
  doNotFlag: 'Servers that share the port on purpose (SO_REUSEPORT), and tools that take the next free one.',
  fix: {
    express: `${node}; by hand: \`app.listen(port, (error) => { if (error) … })\` in Express 5, which no longer throws.`,
    nestjs: `${node}; by hand: let \`await app.listen(port)\` reject out of \`bootstrap()\`, without a \`catch\` that only logs.`,
    fastify: `${node}; by hand: \`await app.listen(…)\` rejects: log and exit 1.`,
    fastapi: 'uvicorn exits 1 by itself: look for a wrapper script that hides it.',
    django: 'gunicorn retries five times and exits 1: look for a wrapper script that hides it.',
    gin: 'Check the error that `r.Run()` or `ListenAndServe()` returns: `log.Fatal(err)` unless it is `http.ErrServerClosed`.',
    'spring-boot':
      'Spring exits 1 with “Port … was already in use”: look for a `catch` around `SpringApplication.run`.',
    any: 'Treat the failure to listen as fatal: log the port and the reason, exit with a code other than 0.',
  },
  uses: { again },
  timed: 5000,
  judge({ again: { taken, starts } }) {
    const { port, waited, listener, exit, logs, firstStillAnswers } = taken;
    const usual = starts[0]!.answersAfter;
    if (!firstStillAnswers) return unclear('the first process, which had the port, ended');
    if (exit === null && listener?.port === port)
      return inapplicable('it shares its port with other processes');
    if (exit === null && listener !== null)
      return inapplicable(`it takes another port (${listener.port}) instead`);
    const expected = 'a log line and an exit code other than 0';
    const evidence = [...logs.slice(-3), ...(exit === null ? [] : [exit])];
    if (exit === null && (usual === null || usual > waited / 2))
      return unclear(`it starts so slowly that ${waited} ms tell nothing`);
    if (exit === null)
      return fail({ expected, actual: `still alive after ${waited} ms, without listening`, evidence });
    if (exit.code === 0) return fail({ expected, actual: 'exit code 0', evidence });
    if (logs.length === 0) return fail({ expected, actual: `${inWords(exit)}, without a word`, evidence });
    return pass(inWords(exit));
  },
});
