import { createContext, Script } from 'node:vm';

/** Made once, as a schema may have many patterns; `work` has been called before one within it takes its place. */
const apart = createContext({ work: undefined });
const script = new Script('work()');

/** What `work` gives; `undefined` when that takes longer than `ms`. It is interrupted wherever it is, in a regular expression too. */
export function withinTime<Result>(ms: number, work: () => Result): Result | undefined {
  apart['work'] = work;
  try {
    return script.runInContext(apart, { timeout: ms }) as Result;
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}
