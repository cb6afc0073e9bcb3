import type { Target } from './target/target.ts';

/** What is on the stack at this moment, also of a loop that does not answer; empty when native code is. */
export function stackNow(target: Target): Promise<string> {
  return target
    .interrupt(() => {
      const limit = Error.stackTraceLimit;
      Error.stackTraceLimit = 60;
      const { stack = '' } = new Error();
      Error.stackTraceLimit = limit;
      return stack;
    }, undefined)
    .catch(() => '');
}
