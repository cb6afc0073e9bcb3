import type { Exchange } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';
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
/** How long probes may go on to say what they knew before, in ms: many remember their last answer for some seconds. */
const MEMORY = 15_000;

/** Asks each known probe again and again, side by side, at least `least` times and until `over` is done. */
export async function watchProbes(lab: Lab, least: number, over: Promise<unknown>): Promise<Probing> {
  const { live, ready } = lab.profile;
  const [ofLive, ofReady] = await Promise.all([
    watch(lab, live, least, over),
    watch(lab, ready, least, over),
  ]);
  return { live: ofLive, ready: ofReady };
}

/**
 * The same while something is wrong: goes on until the probe that ought to notice did, and `least` answers longer. What a
 * probe says before that may be what it remembers, and tells nothing about the trouble.
 */
export async function watchProbesNotice(lab: Lab, least: number, over: Promise<unknown>): Promise<Probing> {
  const { live, ready } = lab.profile;
  const noticing = watch(lab, ready ?? live, least, over, MEMORY);
  const [first, ofLive] = await Promise.all([
    noticing,
    ready === undefined ? noticing : watch(lab, live, least, noticing),
  ]);
  return { live: ofLive, ready: ready === undefined ? [] : first };
}

async function watch(
  lab: Lab,
  path: string | undefined,
  least: number,
  over: Promise<unknown>,
  memory = 0,
): Promise<Exchange[]> {
  const answers: Exchange[] = [];
  if (path === undefined) return answers;
  const going = underWay(over);
  const since = lab.now();
  const remembers = (): boolean => {
    const noticed = answers.findIndex((answer) => !succeeded(answer));
    return noticed === -1 ? lab.now() - since < memory : memory > 0 && answers.length - noticed < least;
  };
  while (answers.length < least || ((going() || remembers()) && answers.length < MOST && lab.alive())) {
    answers.push(await lab.request({ path, timeout: PATIENCE }));
    await lab.sleep(EVERY);
  }
  return answers;
}
