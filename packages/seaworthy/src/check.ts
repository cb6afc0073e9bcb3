/** `seaworthy/check`: the check as a function. */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Config } from './config/config.ts';
import { dependenciesOf } from './config/dependencies.ts';
import { validated } from './config/load.ts';
import { acceptances, allRules, plan } from './config/plan.ts';
import { check as observeAndJudge } from './engine/check.ts';
import type { Progress } from './engine/observe.ts';
import type { Framework, Rule } from './engine/rule.ts';
import { commandOf, learn, openLabs, type Opening } from './open-labs.ts';
import { buildReport, type Report, type Service } from './report/report.ts';
import { version } from './version.ts';
import { whenAborted } from './when-aborted.ts';

export type { Config } from './config/config.ts';
export type { Report, Finding, Service } from './report/report.ts';
export { exitCode } from './report/exit-code.ts';

/** How to run; what to check and what to expect of it is the configuration's. */
export interface CheckOptions extends Omit<Opening, 'watch'> {
  /** What relative paths in the configuration are relative to. Default: the current folder. */
  folder?: string;
  /** Also what takes long. Default: as the preset says. */
  slow?: boolean;
  /** Experiments at the same time. Default: twice the processors, at most 4: they mostly wait. */
  jobs?: number;
  /** Ids of rules whose failure is already known. */
  baseline?: ReadonlySet<string>;
  framework?: Framework;
  /** Sentences that go into the report. */
  notes?: readonly string[];
  /** Stops the check; its promise rejects with the signal's reason once everything is closed. */
  signal?: AbortSignal;
  watch?: Watcher;
}

/** Hears how the check goes on. */
export interface Watcher extends Partial<Progress> {
  /** Something begins that is no experiment: "starts node server.js". */
  stage?(what: string): void;
  /** The rules that will be judged. */
  planned?(rules: readonly Rule[]): void;
}

/**
 * Starts or visits the service, disturbs it, judges it. Rejects with a `ConfigError` when the options make no sense
 * and with a `BootFailure` when the service does not come up; when it settles, nothing it started is left.
 */
export async function check(config: Config, options: CheckOptions = {}): Promise<Report> {
  const { signal = new AbortController().signal, watch = {} } = options;
  const jobs = options.jobs ?? Math.min(4, 2 * availableParallelism());
  const folder = resolve(options.folder ?? '.');
  const startedAt = new Date();
  const start = performance.now();
  validated(config, 'the configuration');
  const { rules, slow } = plan(await allRules(config, folder), config, options.slow);
  watch.planned?.(rules);
  const service: Service = {
    ...(config.url === undefined ? { command: commandOf(config).join(' ') } : { url: config.url }),
    node: process.versions.node,
    started: '',
    ...(options.framework !== undefined && { framework: options.framework }),
  };
  const settled = new AbortController();
  const stopped = whenAborted(signal, settled.signal);
  watch.stage?.(stageOf(config, service));
  const labs = await openLabs(config, options, folder);
  try {
    service.started = await Promise.race([learn(labs, config, options, folder), stopped]);
    const progress: Progress = {
      started: (experiment) => watch.started?.(experiment),
      ended: (experiment, observation) => watch.ended?.(experiment, observation),
    };
    const result = await Promise.race([observeAndJudge(rules, labs, { jobs, signal, progress }), stopped]);
    const late =
      slow.length === 0 ? [] : [`${slow.length} rules take long and were left out; --slow judges them too.`];
    return buildReport({
      tool: { name: 'seaworthy', version: version() },
      service,
      startedAt,
      ms: performance.now() - start,
      ...result,
      accept: acceptances(config),
      ...(options.baseline !== undefined && { baseline: options.baseline }),
      notes: [...(options.notes ?? []), ...labs.remarks.map(sentence), ...labs.profile.notes, ...late],
    });
  } finally {
    settled.abort();
    await labs.close();
  }
}

function stageOf(config: Config, { command }: Service): string {
  if (config.url !== undefined) return `visits ${config.url}`;
  const embedded = Object.values(dependenciesOf(config)).some((dependency) => 'embedded' in dependency);
  return `starts ${command}${embedded ? ' and a PostgreSQL of its own' : ''}`;
}

function sentence(remark: string): string {
  return `${remark[0]!.toUpperCase()}${remark.slice(1)}${/[.!?]$/.test(remark) ? '' : '.'}`;
}
