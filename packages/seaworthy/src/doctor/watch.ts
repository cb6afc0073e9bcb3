import { knowPools } from './probes/know-pools.ts';
import { takePulse, type Pulse } from './probes/take-pulse.ts';
import { walk } from './probes/walk.ts';
import { watchLoop, type LoopFacts } from './probes/watch-loop.ts';
import { CdpTimeout, type Target } from './target/target.ts';

/** One second of a process under watch; without `loop` when its event loop did not answer. */
export interface Beat {
  loop?: LoopFacts;
  pulse?: Pulse;
}

const EVERY = 1_000;

/** Watches a process, a beat per second, until `signal` aborts or the process ends. */
export async function* watch(target: Target, signal: AbortSignal): AsyncGenerator<Beat> {
  await target.run(knowPools, undefined);
  await target.run(walk, { slice: 5, ms: 2_000, objects: 100_000 }, 20_000);
  while (!signal.aborted) yield await beat(target);
}

async function beat(target: Target): Promise<Beat> {
  try {
    const loop = await target.run(watchLoop, { ms: EVERY }, EVERY * 2);
    return { loop, pulse: await target.run(takePulse, undefined, EVERY) };
  } catch (error) {
    if (error instanceof CdpTimeout) return {};
    throw error;
  }
}
