import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import again from '../../experiments/start-again.ts';
import bad, { names } from '../../experiments/start-with-bad-configuration.ts';
import { configuration } from '../../fixes/configuration.ts';

export default rule({
  id: 'boot/names-bad-configuration',
  level: 'should',
  owner: 'app',
  title: 'A refused configuration is explained by the name of the variable',
  why: 'Whoever deploys sees the last log lines and nothing else. The name of the variable is what they need, not a stack.',
  source: 'https://12factor.net/config',
  doNotFlag: 'Messages in the runtime’s own words: for `PORT`, any line that speaks of a port is enough.',
  fix: configuration,
  uses: { bad, again },
  judge({ bad: { port, required }, again: { starts } }) {
    const usesPort = starts[0]!.listener?.port === starts[0]!.port;
    const refused = (usesPort ? [port, ...required] : required).filter(
      ({ exit }) => exit !== null && exit.code !== 0,
    );
    if (refused.length === 0) return inapplicable('it refused no bad configuration');
    const silent = refused.find((one) => !names(one, one.names[0]!));
    if (silent === undefined) return pass(refused.flatMap((one) => one.names).join(', '));
    return fail({
      expected: `the name ${silent.names[0]} in what it writes before it exits`,
      actual: silent.logs.length === 0 ? 'not a word' : 'other words',
      evidence: silent.logs.slice(0, 5),
    });
  },
});
