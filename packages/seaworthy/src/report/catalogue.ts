import type { Fix, Rule } from '../engine/rule.ts';

/** What the rules say that a report does not carry. Optional everywhere: a saved report is rendered without rules. */
export interface Catalogue {
  /** By rule id: the fixes for every framework. */
  fixes: Readonly<Record<string, Fix>>;
  /** By experiment id: what is done to the service, "sends SIGTERM while requests are open". */
  experiments: Readonly<Record<string, string>>;
}

export function catalogueOf(rules: readonly Rule[]): Catalogue {
  const experiments = rules.flatMap(({ uses }) => Object.values(uses));
  return {
    fixes: Object.fromEntries(rules.map(({ id, fix }) => [id, fix])),
    experiments: Object.fromEntries(experiments.map(({ id, title }) => [id, title])),
  };
}
