import type { LogLine } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';

const MOST = 8;

/** The first lines that a process wrote after a moment of the lab's clock: what killed it, above its stack. */
export function lastWords(lab: Lab, since: number): LogLine[] {
  return lab
    .logs()
    .filter(({ at }) => at >= since)
    .slice(0, MOST);
}
