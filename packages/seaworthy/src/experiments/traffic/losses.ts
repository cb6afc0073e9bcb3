import type { Lab } from '../../lab/lab.ts';
import type { Marked } from '../../log-lines/about.ts';
import { everyDependency } from '../every-dependency.ts';
import type { Marking } from './marking.ts';

/** Reads while the dependencies were away. */
export interface Losses {
  losses: Marked[];
  /** Why there are none. */
  noLoss?: string;
}

const NO_DEPENDENCY =
  'no dependency can be taken away: tell me one: `--dependency DATABASE_URL`, or `DATABASE_URL=embedded`';

/** Takes all dependencies away, for good, and reads. The reads have these headers too, where they are free. */
export async function losses(lab: Lab, marking: Marking, headers: Record<string, string>): Promise<Losses> {
  const every = everyDependency(lab);
  if (every.ports.length === 0) return { losses: [], noLoss: NO_DEPENDENCY };
  if (lab.profile.read === undefined)
    return { losses: [], noLoss: 'no read route is known: tell routes.read' };
  if (every.attempts().length === 0)
    return { losses: [], noLoss: `the service never reached ${every.names} through the proxy` };
  every.set('refuse');
  every.cut('FIN');
  if ((await lab.exit(500)) !== null)
    return { losses: [], noLoss: 'it died when its idle connections were cut' };
  const known = new Set(Object.keys(lab.profile.read.headers).map((name) => name.toLowerCase()));
  const unused = Object.entries(headers).filter(
    ([name]) => !known.has(name.toLowerCase()) && name !== 'Authorization',
  );
  const reads: Marked[] = [];
  for (let i = 0; i < 3; i += 1) {
    const read = await marking.read('a read without dependencies', { headers: Object.fromEntries(unused) });
    reads.push(read);
    if (read.exchange.error === 'TIMEOUT') break;
  }
  return { losses: reads };
}
