import { createContext, Script } from 'node:vm';

/** Longest that a pattern may take, in ms: it is somebody else's, and may be made to take for ever. */
const PATIENCE = 100;

const apart = createContext({ pattern: '', value: '' });
const test = new Script("new RegExp(pattern, 'u').test(value)");

/** Whether a regular expression of a schema matches; not when it is none, or takes longer than 100 ms. */
export function obeys(value: string, pattern: string): boolean {
  Object.assign(apart, { pattern, value });
  try {
    return test.runInContext(apart, { timeout: PATIENCE }) === true;
  } catch {
    return false;
  }
}
