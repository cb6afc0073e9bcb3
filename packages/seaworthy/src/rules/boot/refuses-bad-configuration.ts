import { fail, inapplicable, pass, rule, type Verdict } from '../../engine/rule.ts';
import again from '../../experiments/start-again.ts';
import bad, { type BadStart } from '../../experiments/start-with-bad-configuration.ts';
import { configuration } from '../../fixes/configuration.ts';

export default rule({
  id: 'boot/refuses-bad-configuration',
  level: 'should',
  owner: 'app',
  title: 'With a bad configuration the service does not start',
  why: 'A start that fails stops the deploy while the old version still serves. A service that comes up with a missing or impossible setting fails later, at the first request that needs it.',
  source: 'https://12factor.net/config',
  doNotFlag:
    'Only `PORT=99999` is tried by itself, and only on services that take their port from there; other variables must be known as required, from the configuration or `.env.example`.',
  fix: configuration,
  uses: { bad, again },
  timed: 5000,
  judge({ bad: { port, required }, again: { starts } }) {
    const usesPort = starts[0]!.listener?.port === starts[0]!.port && port.listener?.port !== port.port;
    const judged = usesPort ? [port, ...required] : required;
    if (judged.length === 0)
      return inapplicable(
        'no required variable is known: name them in requiredEnvironment or `.env.example`',
      );
    return (
      judged.map(verdictOn).find(({ outcome }) => outcome === 'fail') ?? pass(`${judged.length} refused`)
    );
  },
});

function verdictOn({ names, how, exit, listener, logs }: BadStart): Verdict {
  const given = how === 'impossible' ? `${names[0]}=99999` : `${names[0]} ${how}`;
  const expected = `with ${given}, an exit code other than 0`;
  if (exit === null) {
    const state = listener === null ? 'still alive after 10 s' : `it listens on port ${listener.port}`;
    return fail({ expected, actual: state, evidence: logs.slice(-3) });
  }
  return exit.code === 0 ? fail({ expected, actual: 'exit code 0', evidence: [exit] }) : pass();
}
