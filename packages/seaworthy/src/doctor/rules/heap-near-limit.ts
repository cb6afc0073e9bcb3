import type { DoctorRule } from '../finding.ts';
import { bytes } from '../bytes.ts';

const SHARE = 0.85;

export const heapNearLimit: DoctorRule = {
  id: 'heap-near-limit',
  title: 'The heap is far from its limit',
  judge({ identity: { heapUsed, heapLimit, rss, memoryLimit } }) {
    const full = heapUsed / heapLimit;
    if (full >= SHARE)
      return [
        {
          severity: 'error',
          summary: `The heap holds ${bytes(heapUsed)} of at most ${bytes(heapLimit)} (${Math.round(full * 100)} %): the process is about to die`,
          evidence: [`Resident memory is ${bytes(rss)}`],
          fix: 'Find what fills it (--memory). If it is all needed, raise --max-old-space-size and the limit of the container.',
        },
      ];
    // Without a limit Node says 0, or more than any machine has.
    if (memoryLimit > 0 && memoryLimit < 2 ** 50 && rss / memoryLimit >= SHARE)
      return [
        {
          severity: 'error',
          summary: `The process holds ${bytes(rss)} of the ${bytes(memoryLimit)} that its container allows`,
          evidence: [`The heap holds ${bytes(heapUsed)} of it, of at most ${bytes(heapLimit)}`],
          fix: 'Set --max-old-space-size to about three quarters of the limit of the container, so that Node collects before the kernel kills.',
        },
      ];
    return [];
  },
};
