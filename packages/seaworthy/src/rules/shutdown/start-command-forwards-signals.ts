import { fail, pass, rule, unclear } from '../../engine/rule.ts';
import command from '../../experiments/stop-the-start-command.ts';
import quiet from '../../experiments/stop-with-quiet-connections.ts';
import { inWords } from '../../experiments/clean-exit.ts';

const node =
  'Start the server itself: `CMD ["node", "dist/server.js"]` in exec form, never `npm start`; in a shell script, `exec node dist/server.js`.';

export default rule({
  id: 'shutdown/start-command-forwards-signals',
  level: 'must',
  owner: 'app',
  title: 'SIGTERM to the start command stops the server behind it',
  why: 'Platforms signal the process they started. `npm start` and `sh -c` die of it without telling the server, which then keeps its port as an orphan or is killed without any drain.',
  source: 'https://github.com/npm/npm/issues/4603',
  doNotFlag:
    'Commands that replace themselves by the server (`exec`, `bash -c` with a single command), and wrappers that pass signals on. A service that ignores SIGTERM even when it gets it.',
  fix: {
    express: node,
    nestjs: node,
    fastify: node,
    fastapi:
      'Start uvicorn or `python -m app` itself, in exec form; in a shell script, put `exec` before it.',
    django:
      'Start gunicorn itself, in exec form; in an entry script that migrates first, put `exec` before it.',
    gin: 'Start the built binary; `go run` compiles and starts a child, and in Docker wants exec form too.',
    'spring-boot':
      'Start `java -jar app.jar` in exec form; in a shell script, put `exec` before it. `mvn spring-boot:run` is for development.',
    any: 'Let the command be the server: exec form in Docker, `exec` in scripts, or an init such as `tini` that passes signals on.',
  },
  uses: { command, quiet },
  judge({ command: found, quiet: { together, alone = together } }) {
    if (found.isService) return pass('the command is the server itself');
    if (found.exit !== null) return pass(inWords(found.exit));
    if (alone.exit === null) return unclear('the server does not end on SIGTERM even when it gets it');
    const state = found.commandGone === true ? 'is gone' : 'has not ended either';
    const answers = found.answer?.response === undefined ? 'is still there' : 'still answers';
    return fail({
      expected: 'the end of the server',
      actual: `15 s after SIGTERM, \`${found.command.join(' ')}\` ${state}, and the server behind it ${answers}`,
      evidence: found.answer === undefined ? [] : [found.answer],
    });
  },
});
