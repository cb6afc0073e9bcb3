import { fail, inapplicable, pass, rule, unclear } from '../../engine/rule.ts';
import bad, { names } from '../../experiments/start-with-bad-configuration.ts';
import { configuration } from '../../fixes/configuration.ts';

export default rule({
  id: 'boot/names-all-bad-configuration',
  level: 'may',
  owner: 'app',
  title: 'All bad variables are named at once',
  why: 'Each variable that is only named after the one before has been mended costs another deploy.',
  source: 'https://12factor.net/config',
  doNotFlag: 'Only variables that the service refused by name when they alone were bad count.',
  fix: configuration,
  uses: { bad },
  judge({ bad: { together } }) {
    if (together === null) return inapplicable('fewer than two variables are known that it refuses by name');
    if (together.exit === null) return unclear('with several bad variables at once it did not exit');
    const silent = together.names.filter((name) => !names(together, name));
    if (silent.length === 0) return pass(together.names.join(', '));
    return fail({
      expected: `${together.names.join(', ')} in one message`,
      actual: `${silent.join(', ')} ${silent.length === 1 ? 'is' : 'are'} missing there`,
      evidence: together.logs.slice(0, 5),
    });
  },
});
