import type { Evidence } from './evidence.ts';
import type { Experiment } from './experiment.ts';

/** RFC 2119 strength. Only a broken `must` makes a run fail. */
export type Level = 'must' | 'should' | 'may';

/** Who can mend it: the application's code, or the server library and platform below it. */
export type Owner = 'app' | 'platform';

export const TOPICS = [
  'boot',
  'shutdown',
  'health',
  'errors',
  'input',
  'http',
  'wire',
  'request-id',
  'logs',
  'metrics',
  'dependencies',
  'limits',
  'overload',
  'leaks',
  'security',
  'docs',
] as const;
export type Topic = (typeof TOPICS)[number];

export const FRAMEWORKS = [
  'express',
  'nestjs',
  'fastify',
  'fastapi',
  'django',
  'gin',
  'spring-boot',
] as const;
export type Framework = (typeof FRAMEWORKS)[number];

/** The first thing to try; `any` for everybody else. */
export type Fix = Readonly<Record<Framework | 'any', string>>;

type Experiments = Readonly<Record<string, Experiment>>;

/** What a rule sees: the facts of each experiment it uses, under the names it chose. */
export type Seen<Uses extends Experiments> = {
  [Name in keyof Uses]: Uses[Name] extends Experiment<infer Facts> ? Facts : never;
};

export interface Rule<Uses extends Experiments = Experiments> {
  /** `topic/predicate`; equals the file's path below `rules/`. Never reused, never renamed. */
  id: `${Topic}/${string}`;
  level: Level;
  owner: Owner;
  /** What a passing service does, in the present tense. */
  title: string;
  /** Why a reader should care, in at most three sentences. */
  why: string;
  /** Where the requirement comes from. */
  source: string;
  /** When a failure would be wrong, and the rule therefore says something else. For the rule's page. */
  doNotFlag: string;
  fix: Fix;
  /** The experiments whose facts `judge` needs. Shared with every rule that names them. */
  uses: Uses;
  /**
   * In ms: it fails services for being later than that, or for giving up on others after so long. On a machine that is too
   * busy to tell, that is unclear.
   */
  timed?: number;
  /** Pure and synchronous: same facts, same verdict. Could it pass on a dead service? Then it is wrong. */
  judge(seen: Seen<Uses>): Verdict;
}

export type Verdict =
  | { outcome: 'pass'; note?: string }
  | { outcome: 'fail'; expected: string; actual: string; evidence: Evidence[] }
  | { outcome: 'unclear'; reason: string }
  | { outcome: 'inapplicable'; reason: string };

/** Identity function that infers `Uses`, so that `judge` is typed from the experiments it names. */
export function rule<const Uses extends Experiments>(definition: Rule<Uses>): Rule {
  return definition as unknown as Rule;
}

/** The service does what the rule says; `note` adds a figure. */
export const pass = (note?: string): Verdict => ({ outcome: 'pass', ...(note !== undefined && { note }) });

/** It does not. Cite the pieces of the facts that show it. */
export const fail = (found: {
  expected: string;
  actual: string;
  evidence?: readonly Evidence[];
}): Verdict => ({
  outcome: 'fail',
  expected: found.expected,
  actual: found.actual,
  evidence: [...(found.evidence ?? [])],
});

/** The stage could not be set, or the facts allow both readings. */
export const unclear = (reason: string): Verdict => ({ outcome: 'unclear', reason });

/** The rule has nothing to say about this service. */
export const inapplicable = (reason: string): Verdict => ({ outcome: 'inapplicable', reason });
