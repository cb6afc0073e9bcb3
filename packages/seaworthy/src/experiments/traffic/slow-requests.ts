import { randomUUID } from 'node:crypto';
import type { Lab } from '../../lab/lab.ts';
import type { Marked } from '../../log-lines/about.ts';
import { everyDependency } from '../every-dependency.ts';
import { marksFor, type Marking } from './marking.ts';

/** A request that took long because of us. */
export interface Slow extends Marked {
  /** The least that the service can have taken, in ms. */
  least: number;
  /** `body`: we sent its body late. A logger that starts its clock behind the body parser does not see that. */
  by: 'dependency' | 'body';
}

/** How long a request is kept waiting, in ms: well above what anything else takes. */
const WAIT = 700;
/** A figure must be wrong this often. */
const TIMES = 3;

/** Slow requests one after the other, so that none waits for another one. */
export async function slowRequests(lab: Lab, marking: Marking): Promise<Slow[]> {
  const { read, write } = lab.profile;
  const slowed = read === undefined ? [] : await slowReads(lab, marking);
  if (slowed.length > 0 || write === undefined) return slowed;
  const held: Slow[] = [];
  for (let i = 0; i < TIMES; i += 1) held.push(await heldWrite(lab, marking));
  return held.filter(({ exchange, least }) => exchange.response !== undefined && least >= WAIT);
}

async function slowReads(lab: Lab, marking: Marking): Promise<Slow[]> {
  const every = everyDependency(lab);
  if (every.ports.length === 0) return [];
  // Each way, so that one question takes it twice.
  every.set({ delay: WAIT / 2 });
  const reads: Slow[] = [];
  for (let i = 0; i < TIMES; i += 1) {
    const read = await marking.read('a slow read');
    const { startedAt, endedAt } = read.exchange;
    reads.push({ ...read, least: (endedAt - startedAt) / 2, by: 'dependency' });
  }
  every.set('none');
  return reads.filter(({ exchange, least }) => exchange.response !== undefined && least >= WAIT / 2);
}

async function heldWrite(lab: Lab, marking: Marking): Promise<Slow> {
  const mark = randomUUID();
  const open = await lab.hold({ ...marking.writePath(mark), headers: marksFor(mark) });
  const from = lab.now();
  await lab.sleep(WAIT + 20);
  const least = open.acknowledged ? lab.now() - from : 0;
  const finishing = lab.now();
  const exchange = await open.finish();
  const early = exchange.endedAt < finishing;
  return { kind: 'a slow write', mark, exchange, least: early ? 0 : least, by: 'body' };
}
