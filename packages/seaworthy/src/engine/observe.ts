import { ControlFailed, type Lab, type Labs } from '../lab/lab.ts';
import { lateness } from '../lab/lateness.ts';
import type { Entry } from '../lab/timeline.ts';
import type { Experiment } from './experiment.ts';
import { Gate } from './gate.ts';

/**
 * What one experiment saw, or why it could not look. JSON all the way down. `late`: how late our own timers were meanwhile,
 * at most, in ms.
 */
export type Observation =
  | { status: 'seen'; facts: unknown; timeline: Entry[]; late?: number }
  | { status: 'impossible'; reason: string }
  | { status: 'void'; control: string; timeline: Entry[] }
  | { status: 'broken'; error: string; timeline: Entry[] };

export type Observations = Record<string, Observation>;

export interface Progress {
  started(experiment: Experiment): void;
  ended(experiment: Experiment, observation: Observation): void;
}

export interface ObserveOptions {
  /** Experiments at the same time. */
  jobs: number;
  signal: AbortSignal;
  progress?: Progress;
}

const DEADLINE = 30_000;

/**
 * Runs every experiment once: `shared` ones on one process, each `fresh` one on its own, the ones that must be `alone`
 * last. What could not be observed, because a control did not hold or the lab failed, is tried once more; what was
 * observed never is.
 */
export async function observe(
  experiments: readonly Experiment[],
  labs: Labs,
  { jobs, signal, progress }: ObserveOptions,
): Promise<Observations> {
  const gate = new Gate(jobs);
  const observations: Observations = {};
  await Promise.all(
    inOrder(experiments).map(async (experiment) => {
      const reason = labs.lacks(experiment.needs ?? []);
      const observation: Observation =
        reason === undefined
          ? await gate.run(experiment.alone ?? false, async () => {
              signal.throwIfAborted();
              progress?.started(experiment);
              const first = await observeOnce(experiment, labs, signal);
              const again = first.status !== 'seen' && !signal.aborted;
              return again ? observeOnce(experiment, labs, signal) : first;
            })
          : { status: 'impossible', reason };
      observations[experiment.id] = observation;
      progress?.ended(experiment, observation);
    }),
  );
  return observations;
}

async function observeOnce(experiment: Experiment, labs: Labs, signal: AbortSignal): Promise<Observation> {
  let lab: Lab | undefined;
  const late = lateness();
  try {
    lab = await (experiment.subject === 'fresh' ? labs.fresh(experiment.id) : labs.shared(experiment.id));
    const facts: unknown = await withinDeadline(experiment, lab, signal);
    // Live run and replay judge the same bytes.
    return {
      status: 'seen',
      facts: JSON.parse(JSON.stringify(facts)) as unknown,
      timeline: lab.timeline(),
      late: late(),
    };
  } catch (error) {
    signal.throwIfAborted();
    const timeline = lab?.timeline() ?? [];
    if (error instanceof ControlFailed) return { status: 'void', control: error.message, timeline };
    return { status: 'broken', error: error instanceof Error ? error.message : String(error), timeline };
  } finally {
    late();
    await lab?.close();
  }
}

async function withinDeadline(experiment: Experiment, lab: Lab, signal: AbortSignal): Promise<unknown> {
  const limit = experiment.deadline ?? DEADLINE;
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${limit} ms`)), limit);
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([experiment.run(lab), over]);
  } finally {
    clearTimeout(timer);
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}

/** Shared first, because the first verdicts come from there; measurements last, so that nobody waits behind them. */
function inOrder(experiments: readonly Experiment[]): Experiment[] {
  return [...experiments].sort((a, b) => rank(a) - rank(b));
}

function rank({ subject, alone }: Experiment): number {
  return alone ? 2 : subject === 'shared' ? 0 : 1;
}
