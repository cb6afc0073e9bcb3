import type { DoctorRule } from '../finding.ts';
import { bytes } from '../bytes.ts';

/** Of the time by the clock: a busy machine stretches collections and the work between them alike. */
const SHARE = 0.25;

export const gcDominates: DoctorRule = {
  id: 'gc-dominates',
  title: 'Garbage collection takes a small part of the time',
  judge({ loop, identity }) {
    if (loop === undefined) return { unclear: 'the garbage collector was not watched' };
    const { share, longest, count } = loop.gc;
    if (share < SHARE || count < 5) return [];
    return [
      {
        severity: 'error',
        summary: `Garbage collection takes ${Math.round(share * 100)} % of the time`,
        evidence: [
          `${count} collections in ${(loop.ms / 1000).toFixed(0)} s, the longest ${Math.round(longest)} ms`,
          `The heap holds ${bytes(identity.heapUsed)} of at most ${bytes(identity.heapLimit)}`,
        ],
        fix: 'If the heap is nearly full, find what fills it (--memory) or raise --max-old-space-size; else allocate less per request: stream instead of buffering, parse once, page large results.',
      },
    ];
  },
};
