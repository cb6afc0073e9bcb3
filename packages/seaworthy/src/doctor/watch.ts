import { knowPools } from './probes/know-pools.ts';
import { takePulse, type Pulse } from './probes/take-pulse.ts';
import { walk } from './probes/walk.ts';
import { watchLoop, type LoopFacts } from './probes/watch-loop.ts';
import { framesOf } from './site-of.ts';
import { stackNow } from './stack-now.ts';
import { CdpTimeout, type Target } from './target/target.ts';

/** One second of a process under watch; without `loop` when its event loop did not answer. */
export interface Beat {
  loop?: LoopFacts;
  pulse?: Pulse;
  /** What kept the loop from answering, as `name file:line`; empty when nothing of the application did. */
  blockedBy?: string;
}

const EVERY = 1_000;
/** Longest search for pools, in ms. */
const PATIENCE = 10_000;

/** Watches a process, a beat per second, until `signal` aborts or the process ends. */
export async function* watch(target: Target, signal: AbortSignal): AsyncGenerator<Beat> {
  try {
    await target.run(knowPools, undefined, PATIENCE);
    await target.run(walk, { slice: 5, ms: 2_000, objects: 100_000 }, PATIENCE);
  } catch (error) {
    // Blocked as it is, its pools stay unknown.
    if (!(error instanceof CdpTimeout)) throw error;
  }
  while (!signal.aborted) yield await beat(target);
}

async function beat(target: Target): Promise<Beat> {
  try {
    const loop = await target.run(watchLoop, { ms: EVERY }, EVERY * 2);
    return { loop, pulse: await target.run(takePulse, undefined, EVERY) };
  } catch (error) {
    if (!(error instanceof CdpTimeout)) throw error;
    return { blockedBy: framesOf(await stackNow(target))[0] ?? '' };
  }
}
