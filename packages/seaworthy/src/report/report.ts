import type { Evidence } from '../engine/evidence.ts';
import type { Finding as Judged, Outcome } from '../engine/judge.ts';
import type { Observations } from '../engine/observe.ts';
import type { Framework, Level, Owner, Topic } from '../engine/rule.ts';
import { acceptanceOf, type Acceptance, type Accepted } from './accept.ts';
import { scoreOf, type Score } from './score.ts';

/** Everything that a run found, as plain JSON: what `--json` prints, `--save` keeps and every report renders. */
export interface Report {
  version: 1;
  tool: { name: string; version: string };
  service: Service;
  /** When the run began, ISO 8601 in UTC. */
  startedAt: string;
  /** How long the run took. */
  ms: number;
  score: Score;
  /** In the order of the rules: by topic, then by name. */
  findings: Finding[];
  /** By the experiment's id, with facts and timelines. */
  observations: Observations;
  /** Sentences for the reader: what was assumed, what could not be learnt, which acceptances can go. */
  notes: string[];
}

/** What was checked. Either `command` or `url` is there. */
export interface Service {
  command?: string;
  url?: string;
  /** Node version of the checker. */
  node?: string;
  /** How it came up, as a phrase: "on port 41234, ready after 310 ms". */
  started: string;
  /** Decides which of a rule's fixes is shown. */
  framework?: Framework;
}

/** One rule's result with everything a reader needs, so that no report has to load the rules. */
export interface Finding {
  id: string;
  topic: Topic;
  level: Level;
  owner: Owner;
  /** What a passing service does. */
  title: string;
  why: string;
  outcome: Outcome;
  /** A figure; only with `pass`. */
  note?: string;
  /** Only with `fail`. */
  expected?: string;
  /** Only with `fail`. */
  actual?: string;
  /** Only with `inapplicable`, `unclear` and `broken`. */
  reason?: string;
  /** Only with `fail`. */
  evidence?: Evidence[];
  /** The first thing to try, for the framework if it is known. */
  fix: string;
  source: string;
  /** The configuration accepts this failure; once expired, it counts again. Only with `fail`. */
  accepted?: Accepted;
  /** The failure was already there when the baseline was written. Only with `fail`. */
  baseline?: boolean;
  /** Ids of the experiments it was judged from: keys of `observations`. */
  experiments: string[];
}

export interface ReportInput {
  tool: Report['tool'];
  service: Service;
  startedAt: Date;
  ms: number;
  findings: readonly Judged[];
  observations: Observations;
  /** By rule id. */
  accept?: Readonly<Record<string, Acceptance>>;
  /** Ids of the rules that failed when the baseline was written. */
  baseline?: ReadonlySet<string>;
  notes?: readonly string[];
}

/** Joins verdicts, rules and what the user accepts. Acceptances expire by `startedAt`, so a replay says the same. */
export function buildReport({
  tool,
  service,
  startedAt,
  ms,
  findings: judged,
  observations,
  accept = {},
  baseline = new Set(),
  notes = [],
}: ReportInput): Report {
  const findings = judged.map(({ rule, verdict }): Finding => {
    const failed = verdict.outcome === 'fail';
    const acceptance = accept[rule.id];
    return {
      id: rule.id,
      topic: rule.id.slice(0, rule.id.indexOf('/')) as Topic,
      level: rule.level,
      owner: rule.owner,
      title: rule.title,
      why: rule.why,
      ...verdict,
      fix: rule.fix[service.framework ?? 'any'],
      source: rule.source,
      ...(failed && acceptance !== undefined && { accepted: acceptanceOf(acceptance, startedAt) }),
      ...(failed && baseline.has(rule.id) && { baseline: true }),
      experiments: [...new Set(Object.values(rule.uses).map(({ id }) => id))],
    };
  });
  const removable = findings
    .filter(({ id, outcome }) => outcome === 'pass' && accept[id] !== undefined)
    .map(({ id }) => `${id} is accepted in the configuration, but it passes: remove it from accept.`);
  return {
    version: 1,
    tool,
    service,
    startedAt: startedAt.toISOString(),
    ms: Math.round(ms),
    score: scoreOf(findings),
    findings,
    observations,
    notes: [...new Set([...notes, ...removable])],
  };
}
