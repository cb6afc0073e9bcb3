import { randomUUID } from 'node:crypto';
import type { Lab } from '../../lab/lab.ts';
import { succeeded } from '../answer.ts';
import { marksFor, type Marking } from './marking.ts';

/** A request whose client left. */
export interface Aborted {
  mark: string;
  /** When it left. */
  at: number;
  /** Whether the next request worked. */
  worksAfter: boolean;
}

/** A known write whose client leaves in the middle of its body; `undefined` when none is known. */
export async function abortedWrite(lab: Lab, marking: Marking): Promise<Aborted | undefined> {
  if (lab.profile.write === undefined) return undefined;
  const mark = randomUUID();
  const open = await lab.hold({ ...marking.writePath(mark), headers: marksFor(mark) });
  await lab.sleep(100);
  const at = lab.now();
  open.abort();
  const after = lab.profile.read === undefined ? await lab.write() : await lab.read();
  return { mark, at, worksAfter: succeeded(after) };
}
