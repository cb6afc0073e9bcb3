import { experimentsOf } from '../engine/check.ts';
import type { Capability, Experiment } from '../engine/experiment.ts';
import type { Rule } from '../engine/rule.ts';
import { urlLabs } from '../lab/url-labs.ts';
import { count } from '../report/tally.ts';
import type { Settings } from './settings.ts';

/** What would be done to the service, by what it leaves of it. Nothing is started, nothing is asked. */
export function dryRun(rules: readonly Rule[], { config, options }: Settings): string {
  const lacks = lacking(config, options);
  const all = experimentsOf(rules);
  const possible = all.filter((experiment) => lacks(experiment) === undefined);
  const impossible = all.filter((experiment) => lacks(experiment) !== undefined);
  const fresh = possible.filter(({ subject }) => subject === 'fresh');
  const users = (experiment: Experiment): number =>
    rules.filter(({ uses }) => Object.values(uses).some(({ id }) => id === experiment.id)).length;
  const section = (title: string, experiments: readonly Experiment[]): string[] =>
    experiments.length === 0
      ? []
      : ['', title, ...experiments.map((one) => `  ${one.title}  (${count(users(one), 'rule')})`)];
  const { command, url } = config;
  const shown = typeof command === 'string' ? command : command?.join(' ');
  return [
    url === undefined
      ? `Would start \`${shown}\` about ${count(fresh.length + 1, 'time')} for ${count(rules.length, 'rule')}.`
      : `Would visit ${url} for ${count(rules.length, 'rule')}.`,
    ...section(
      'To a process that is left as it was found',
      possible.filter(({ subject }) => subject === 'shared'),
    ),
    ...section('To a process of its own, which may not survive', fresh),
    ...(impossible.length === 0 ? [] : ['', 'Not done']),
    ...impossible.map((one) => `  ${one.title}: ${lacks(one)}`),
    '',
  ].join('\n');
}

/** Why an experiment is out of the question before anything is known about the service. */
function lacking(
  config: Settings['config'],
  options: Settings['options'],
): (experiment: Experiment) => string | undefined {
  if (config.url === undefined) {
    const none = Object.keys(config.dependencies ?? {}).length === 0;
    return ({ needs = [] }) =>
      none && needs.includes('dependency') ? 'no --dependency is given' : undefined;
  }
  const labs = urlLabs(config.url, {
    allowWrites: options.allowWrites === true,
    mine: options.mine === true,
  });
  const ours: Capability[] = ['start', 'signals', 'logs', 'disturb', 'dependency'];
  if (options.allowWrites !== true) ours.push('write');
  return ({ needs = [] }) => labs.lacks(needs.filter((need) => ours.includes(need)));
}
