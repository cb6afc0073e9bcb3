import type { Exchange, Exit, LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { lastWords } from './last-words.ts';
import { everyDependency, type EveryDependency } from './every-dependency.ts';
import { warmUp, type Warmth } from './warm-up.ts';

export interface Cuts extends Warmth {
  cuts: Cut[];
}

/** All idle connections cut at once, while the dependency itself stays reachable. */
export interface Cut {
  how: 'FIN' | 'RST';
  /** How many there were. */
  connections: number;
  exit: Exit | null;
  /** What it said of the cut before it ended. */
  lastWords: LogLine[];
  /** Ten reads afterwards, one after the other. */
  reads: Exchange[];
}

export default experiment<Cuts>({
  id: 'cut idle connections',
  title: 'cuts the idle connections to the dependencies, by FIN and by RST',
  subject: 'fresh',
  needs: ['start', 'dependency', 'read'],
  deadline: 90_000,
  async run(lab) {
    const every = everyDependency(lab);
    const warmth = await warmUp(lab, every);
    const first = await cut(lab, every, 'FIN');
    if (first.exit !== null) return { ...warmth, cuts: [first] };
    await Promise.all(Array.from({ length: 10 }, () => lab.read()));
    return { ...warmth, cuts: [first, await cut(lab, every, 'RST')] };
  },
});

async function cut(lab: Lab, every: EveryDependency, how: Cut['how']): Promise<Cut> {
  await lab.sleep(300);
  const since = lab.now();
  const connections = every.cut(how);
  // What breaks of it, breaks within a moment; a wrapper may start another process at once.
  const exit = await lab.exit(1000);
  if (exit !== null) return { how, connections, exit, lastWords: lastWords(lab, since), reads: [] };
  const reads: Exchange[] = [];
  while (reads.length < 10 && lab.alive()) reads.push(await lab.read());
  return { how, connections, exit: await lab.exit(0), lastWords: [], reads };
}
