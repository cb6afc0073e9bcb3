import type { Exchange } from './evidence.ts';
import type { Lab, RequestSpec } from '../lab/lab.ts';

/**
 * What an experiment needs from the lab or from the service. A lab that lacks one cannot run it, and its rules are
 * inapplicable; the lab says what to tell it, e.g. "a read route: routes.read in seaworthy.config".
 */
export type Capability =
  | 'start'
  | 'signals'
  | 'logs'
  | 'disturb'
  | 'dependency'
  | 'read'
  | 'write'
  | 'live'
  | 'ready'
  | 'metrics'
  | 'openapi'
  | 'protected';

// oxlint-disable-next-line typescript/no-explicit-any -- facts differ per experiment; `any` lets a rule use them all
export interface Experiment<Facts = any> {
  /** Names the experiment and keys its result: same id, same run. */
  id: string;
  /** What is done to the service, for `--dry-run` and the progress line: "sends SIGTERM while requests are open". */
  title: string;
  /** `shared`: leaves the process as it found it. `fresh`: kills or poisons it, so it gets its own. */
  subject: 'shared' | 'fresh';
  /** Runs while nothing else runs. For measurements of time, memory or load. */
  alone?: boolean;
  /** Takes long by nature; runs only with `--slow`. */
  slow?: boolean;
  needs?: readonly Capability[];
  /** Longest run in ms. Default 30 s. */
  deadline?: number;
  run(lab: Lab): Promise<Facts>;
}

/** Identity function that infers the facts. */
export function experiment<Facts>(definition: Experiment<Facts>): Experiment<Facts> {
  return definition;
}

/** The commonest experiment: one exchange. Two rules that ask the same thing share the answer. */
export function ask(spec: RequestSpec): Experiment<Exchange> {
  return experiment({
    id: `ask ${JSON.stringify(spec)}`,
    title: `sends ${spec.method ?? 'GET'} ${spec.path}`,
    subject: 'shared',
    run: (lab) => lab.request(spec),
  });
}
