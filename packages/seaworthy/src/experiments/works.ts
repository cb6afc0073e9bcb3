import type { Exchange } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';

/** Longest wait for a service to do again what it did before, in ms: on a busy machine it may miss its own time limits. */
const PATIENCE = 10_000;

/** Whether a known request works, at once or within some seconds. */
export function works(lab: Lab, ask: () => Promise<Exchange> = () => lab.read()): Promise<boolean> {
  return lab.waitFor(async () => succeeded(await ask()), PATIENCE, 500);
}
