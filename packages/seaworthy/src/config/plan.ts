import type { Rule } from '../engine/rule.ts';
import { covers, select, type Selected } from '../engine/select.ts';
import type { Acceptance } from '../report/accept.ts';
import type { Config } from './config.ts';
import { ConfigError } from './load.ts';
import { didYouMean } from './nearest.ts';
import { ownRules } from './own-rules.ts';
import { PRESETS } from './preset.ts';

/** The built-in rules, and the user's own where `config.rules` says. */
export async function allRules(config: Config, folder: string): Promise<Rule[]> {
  const [{ rules }, own] = await Promise.all([
    import('../rules/index.ts'),
    ownRules(config.rules ?? [], folder),
  ]);
  const taken = own.find(({ id }) => rules.some((rule) => rule.id === id));
  if (taken !== undefined)
    throw new ConfigError(`${taken.id} is the id of a built-in rule; give your rule another.`);
  return [...rules, ...own];
}

/** Which of `rules` the configuration wants. Throws a {@link ConfigError} for a name that means no rule. */
export function plan(rules: readonly Rule[], config: Config, slow?: boolean): Selected {
  const { only = [], skip = [], accept = {}, preset = 'standard' } = config;
  for (const [key, patterns] of Object.entries({ only, skip, accept: Object.keys(accept) })) {
    for (const pattern of patterns) requireRule(rules, key, pattern);
  }
  const chosen = PRESETS[preset];
  const level = config.level ?? chosen.level;
  const selected = select(rules, { only, skip, level, slow: slow ?? chosen.slow });
  if (selected.rules.length > 0) return selected;
  const late = selected.slow.length > 0 ? `; ${selected.slow.join(', ')} would need --slow` : '';
  throw new ConfigError(
    `No rule is left to judge: only, skip and level ${level} exclude all ${rules.length}${late}.`,
  );
}

/** Acceptances with their reasons, whichever way they are written. */
export function acceptances({ accept = {} }: Config): Record<string, Acceptance> {
  return Object.fromEntries(
    Object.entries(accept).map(([id, one]) => [id, typeof one === 'string' ? { reason: one } : one]),
  );
}

function requireRule(rules: readonly Rule[], key: string, pattern: string): void {
  const exact = key === 'accept';
  if (rules.some(({ id }) => (exact ? id === pattern : covers(pattern, id)))) return;
  const topics = exact ? [] : rules.map(({ id }) => id.slice(0, id.indexOf('/')));
  const meant = didYouMean(pattern, [...rules.map(({ id }) => id), ...topics]);
  throw new ConfigError(
    `${key}: ${pattern} is not a rule${exact ? '' : ' or topic'}${meant || '; seaworthy --list names all.'}`,
  );
}
