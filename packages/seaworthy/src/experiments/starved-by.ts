import { fail, pass, type Verdict } from '../engine/rule.ts';
import type { Crowd } from './crowd-the-door.ts';
import { told } from './answer.ts';
import { took } from './took.ts';

/** Whether a crowd of connections kept a service from answering somebody else. */
export function starvedBy(what: string, { open, reads, served }: Crowd, budget: number): Verdict {
  const last = reads.at(-1)!;
  if (served) return pass(`${took(last)} ms next to ${open} ${what}`);
  return fail({
    expected: `an answer within ${budget} ms next to ${open} ${what}`,
    actual: `${told(last)}, ${reads.length} of ${reads.length} times`,
    evidence: reads,
  });
}
