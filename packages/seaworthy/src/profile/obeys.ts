import { withinTime } from './within-time.ts';

/** Longest that a pattern may take, in ms: it is somebody else's, and may be made to take for ever. */
const PATIENCE = 100;

/** Whether a regular expression of a schema matches; not when it is none, or takes longer than 100 ms. */
export function obeys(value: string, pattern: string): boolean {
  try {
    return withinTime(PATIENCE, () => new RegExp(pattern, 'u').test(value)) === true;
  } catch {
    return false;
  }
}
