import type { Exchange, Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { everyDependency } from './every-dependency.ts';
import { watchProbesNotice, type Probing } from './watch-probes.ts';
import { recovery, type Recovery } from './recovery.ts';
import { underWay } from './under-way.ts';
import { warmUp, type Warmth } from './warm-up.ts';

export interface Silence extends Warmth {
  /** A read on its own, and the crowd that came behind it. */
  first: Exchange;
  crowd: Exchange[];
  /** Most connections to the dependencies at the same time: more reads than that had to wait for one. */
  connections: number;
  probes: Probing;
  recovery?: Recovery;
  exit: Exit | null;
  /** How long we waited for each answer, in ms. */
  patience: number;
}

/** Longest wait in ms: pools whose limit is half a minute are slow, but they have one. */
const PATIENCE = 35_000;
/** Common pools have room for 5 to 20. */
const CROWD = 39;

export default experiment<Silence>({
  id: 'silence dependencies',
  title: 'lets the dependencies accept everything and answer nothing, while 40 requests come',
  subject: 'fresh',
  needs: ['start', 'dependency', 'read'],
  deadline: 120_000,
  async run(lab) {
    const every = everyDependency(lab);
    const warmth = await warmUp(lab, every);
    every.set('hang');
    let connections = every.open();
    const asked = (async (): Promise<Exchange[]> => {
      const first = lab.read({ timeout: PATIENCE });
      await lab.sleep(300);
      const crowd = Array.from({ length: CROWD }, () => lab.read({ timeout: PATIENCE }));
      return Promise.all([first, ...crowd]);
    })();
    const waiting = underWay(asked);
    const counted = lab.waitFor(
      () => {
        connections = Math.max(connections, every.open());
        return !waiting();
      },
      PATIENCE + 5000,
      100,
    );
    const [answers, probes] = await Promise.all([asked, watchProbesNotice(lab, 4, asked), counted]);
    const [first, ...crowd] = answers as [Exchange, ...Exchange[]];
    const facts = { ...warmth, first, crowd, connections, probes, patience: PATIENCE };
    every.set('none');
    const recovered = await recovery(lab, 5, 30_000);
    return { ...facts, recovery: recovered, exit: await lab.exit(0) };
  },
});
