import { randomBytes } from 'node:crypto';
import type { Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab, RequestSpec } from '../lab/lab.ts';
import { everyDependency } from './every-dependency.ts';
import { median } from './median.ts';
import { typicalDuring, type Probed } from './typical-during.ts';
import { underWay } from './under-way.ts';
import { warmUp, type Warmth } from './warm-up.ts';

export interface Slowness extends Warmth {
  /** What an answer of the dependencies takes at least, in ms. */
  roundTrip: number;
  /** A route that does without them, and its time while nobody else asks, in ms; absent when none was found. */
  other?: { route: string; alone: number };
  /** Typical times of that route in ms, in each third of a crowd of reads that wait for the dependencies. */
  crowded: number[];
  /** How the reads ended, by status or error. */
  outcomes: Record<string, number>;
  exit: Exit | null;
}

const DELAY = 400;
const CROWD = 30;
const SECONDS = 6;

export default experiment<Slowness>({
  id: 'slow dependencies',
  title: 'delays the dependencies, and looks how long other routes take under a crowd of reads',
  subject: 'fresh',
  needs: ['start', 'dependency', 'read'],
  deadline: 60_000,
  async run(lab) {
    const every = everyDependency(lab);
    const warmth = await warmUp(lab, every);
    const roundTrip = 2 * DELAY;
    every.set({ delay: DELAY });
    const other = await independentRoute(lab, roundTrip / 4);
    const nothing = { ...warmth, roundTrip, crowded: [], outcomes: {}, exit: null };
    if (other === undefined || !warmth.needed) return nothing;
    const since = lab.now();
    const crowd = lab.load({ connections: CROWD, seconds: SECONDS });
    const going = underWay(crowd);
    const probes: Probed[] = [];
    await lab.sleep(200);
    while (going()) {
      probes.push(await lab.request({ ...other.spec, timeout: 5000 }));
      await lab.sleep(50);
    }
    const { outcomes } = await crowd;
    const third = (SECONDS * 1000) / 3;
    const crowded = [0, 1, 2]
      .map((nth) => typicalDuring(probes, since + nth * third, since + (nth + 1) * third))
      .filter((typical) => !Number.isNaN(typical));
    const { route, alone } = other;
    return { ...nothing, other: { route, alone }, crowded, outcomes, exit: await lab.exit(0) };
  },
});

/** The first route that is fast although the dependencies are slow; the liveness probe should be. */
async function independentRoute(lab: Lab, limit: number) {
  const unknown = `/sw-${randomBytes(6).toString('hex')}`;
  const { live, read } = lab.profile;
  const candidates: RequestSpec[] = [
    ...(live === undefined ? [] : [{ path: live }]),
    { path: unknown, headers: read?.headers ?? {} },
  ];
  for (const spec of candidates) {
    const times: number[] = [];
    while (times.length < 3) {
      const { startedAt, endedAt } = await lab.request(spec);
      times.push(endedAt - startedAt);
    }
    if (median(times) < limit) return { spec, route: `GET ${spec.path}`, alone: median(times) };
  }
  return undefined;
}
