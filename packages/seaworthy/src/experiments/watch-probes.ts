import type { Exchange } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';
import { underWay } from './under-way.ts';

/** What the probes answered, in order; empty for one that the service does not have. */
export interface Probing {
  live: Exchange[];
  ready: Exchange[];
}

/** Longest wait for one answer in ms, three times what orchestrators wait by default. */
const PATIENCE = 3000;
const EVERY = 300;
const MOST = 200;

/** Asks each known probe again and again, side by side, at least `least` times and until `over` is done. */
export async function watchProbes(lab: Lab, least: number, over: Promise<unknown>): Promise<Probing> {
  const going = underWay(over);
  const watch = async (path: string | undefined): Promise<Exchange[]> => {
    const answers: Exchange[] = [];
    if (path === undefined) return answers;
    while (answers.length < least || (going() && answers.length < MOST)) {
      answers.push(await lab.request({ path, timeout: PATIENCE }));
      await lab.sleep(EVERY);
    }
    return answers;
  };
  const [live, ready] = await Promise.all([watch(lab.profile.live), watch(lab.profile.ready)]);
  return { live, ready };
}
