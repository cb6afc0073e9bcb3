import type { Exchange, Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';
import { everyDependency, type EveryDependency } from './every-dependency.ts';
import { recovery, type Recovery } from './recovery.ts';
import { underWay } from './under-way.ts';
import { warmUp, type Warmth } from './warm-up.ts';
import { watchProbes, watchProbesNotice, type Probing } from './watch-probes.ts';

export interface Loss extends Warmth {
  /** Whether the user told that the service cannot, or can, do without all of them. */
  required?: boolean;
  /** Of the proxies: a number that nobody should read in an answer. */
  ports: number[];
  probes: { before: Probing; during: Probing; after: Probing };
  /** Many probes in a row while all was well, and the connections to the dependencies that came of them. */
  probed?: { path: string; times: number; connections: number };
  /** Reads while nobody listened where the dependencies were. */
  refused: Exchange[];
  /** Reads after that, one every half second, while new connections were reset. */
  later: Exchange[];
  /** Connections tried in each whole second of that time, by so many processes. */
  attempts: number[];
  processes: number;
  recovery?: Recovery;
  /** From the mending to the first 2xx of readiness in ms; `null` when it did not come. */
  readyAfter?: number | null;
  /** How the process ended, and when: on the loss of its idle connections, or under the requests after it. */
  exit: Exit | null;
  diedOf: 'loss' | 'requests' | null;
}

/** Longest wait for an answer while nothing can be reached, in ms. */
const PATIENCE = 8000;
/** How long reconnecting is watched at least, in ms. */
const OUTAGE = 6000;
const RECOVERY = 60_000;
const PROBES = 60;

/** The whole of an outage: before, nobody there, resets, back again. */
export default experiment<Loss>({
  id: 'lose dependencies',
  title: 'takes the dependencies away for some seconds, and gives them back',
  subject: 'fresh',
  needs: ['start', 'dependency', 'read'],
  deadline: 180_000,
  async run(lab) {
    const every = everyDependency(lab);
    const warmth = await warmUp(lab, every);
    const before = await watchProbes(lab, 3, Promise.resolve());
    const probed = await probeOften(lab, every);
    const none: Probing = { live: [], ready: [] };
    const required = requiredOf(lab);
    const loss: Loss = {
      ...warmth,
      ...(required !== undefined && { required }),
      ports: every.ports,
      probes: { before, during: none, after: none },
      ...(probed !== undefined && { probed }),
      refused: [],
      later: [],
      attempts: [],
      processes: lab.facts().tree.length,
      exit: null,
      diedOf: null,
    };

    every.set('gone');
    every.cut('RST');
    loss.exit = await lab.exit(500);
    if (loss.exit !== null) return { ...loss, diedOf: 'loss' };

    const asking = Promise.all([1, 2, 3].map(() => lab.read({ timeout: PATIENCE })));
    const [refused, early] = await Promise.all([asking, watchProbes(lab, 3, asking)]);
    every.set('refuse');
    const since = lab.now();
    const watching = watchProbesNotice(lab, 3, lab.sleep(OUTAGE));
    const [later, late] = await Promise.all([askNowAndThen(lab, watching), watching]);
    const during = { live: [...early.live, ...late.live], ready: [...early.ready, ...late.ready] };
    Object.assign(loss, { refused, later, attempts: perSecond(every, since) });
    loss.probes.during = during;
    loss.exit = await lab.exit(0);
    if (loss.exit !== null) return { ...loss, diedOf: 'requests' };

    every.set('none');
    const [recovered, readyAfter] = await Promise.all([recovery(lab, 20, RECOVERY), readiness(lab)]);
    const after = await watchProbes(lab, 2, Promise.resolve());
    return { ...loss, recovery: recovered, readyAfter, probes: { before, during, after } };
  },
});

function requiredOf(lab: Lab): boolean | undefined {
  const told = lab.dependencies().map(({ name }) => lab.profile.required?.[name]);
  if (told.includes(true)) return true;
  return told.every((required) => required === false) ? false : undefined;
}

async function probeOften(lab: Lab, every: EveryDependency): Promise<Loss['probed']> {
  const path = lab.profile.ready ?? lab.profile.live;
  if (path === undefined) return undefined;
  const before = every.attempts().length;
  await lab.load({ spec: { path, timeout: 3000 }, connections: 1, requests: PROBES, seconds: 15 });
  return { path, times: PROBES, connections: every.attempts().length - before };
}

/** Light traffic. */
async function askNowAndThen(lab: Lab, over: Promise<unknown>): Promise<Exchange[]> {
  const reads: Promise<Exchange>[] = [];
  const going = underWay(over);
  while (lab.alive() && going()) {
    reads.push(lab.read({ timeout: PATIENCE }));
    await lab.sleep(500);
  }
  return Promise.all(reads);
}

function perSecond(every: EveryDependency, since: number): number[] {
  const counts = Array.from({ length: OUTAGE / 1000 }, () => 0);
  for (const at of every.attempts()) {
    const second = Math.floor((at - since) / 1000);
    if (second >= 0 && second < counts.length) counts[second]! += 1;
  }
  return counts;
}

async function readiness(lab: Lab): Promise<number | null> {
  const { ready: path } = lab.profile;
  if (path === undefined) return null;
  const since = lab.now();
  const back = await lab.waitFor(
    async () => succeeded(await lab.request({ path, timeout: 3000 })),
    RECOVERY,
    300,
  );
  return back ? Math.round(lab.now() - since) : null;
}
