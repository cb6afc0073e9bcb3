import type { Level, Rule } from './rule.ts';

export interface Selection {
  /** Rule ids, topics or globs; empty means all. */
  only?: readonly string[];
  skip?: readonly string[];
  /** The lowest level that is judged. Default `may`: all of them. */
  level?: Level;
  /** Also the rules whose experiments take long. */
  slow?: boolean;
}

export interface Selected {
  rules: Rule[];
  /** Ids of the rules that were left out only because they take long. */
  slow: string[];
}

const RANKS: Record<Level, number> = { must: 0, should: 1, may: 2 };

/** The rules that are wanted, in the given order. Rules that are named in full are wanted whatever their level. */
export function select(
  rules: readonly Rule[],
  { only = [], skip = [], level = 'may', slow = false }: Selection,
): Selected {
  const wanted = rules.filter(
    (rule) =>
      (only.length === 0 || only.some((pattern) => covers(pattern, rule.id))) &&
      !skip.some((pattern) => covers(pattern, rule.id)) &&
      (RANKS[rule.level] <= RANKS[level] || only.includes(rule.id)),
  );
  const late = (rule: Rule): boolean =>
    !slow && Object.values(rule.uses).some((experiment) => experiment.slow === true);
  return {
    rules: wanted.filter((rule) => !late(rule)),
    slow: wanted.filter(late).map(({ id }) => id),
  };
}

/** Whether a rule id, a topic or a glob (`*` stands for anything) covers this rule. */
export function covers(pattern: string, id: string): boolean {
  if (pattern === id || id.startsWith(`${pattern}/`)) return true;
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return parts.length > 1 && new RegExp(`^${parts.join('.*')}$`).test(id);
}
