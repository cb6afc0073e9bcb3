import type { DoctorRule } from '../finding.ts';
import { growthOf } from '../growth.ts';

const LEAST = 10;
/** These have rules of their own. */
const ELSEWHERE = new Set(['Timeout', 'Immediate', 'TCPSocketWrap', 'TLSWrap', 'TCPConnectWrap']);

export const handlesPileUp: DoctorRule = {
  id: 'handles-pile-up',
  title: 'Files, pipes, processes and workers that are opened are closed again',
  judge({ resources }) {
    if (resources === undefined) return { unclear: 'resources were not watched' };
    const kinds = new Set(resources.flatMap(Object.keys));
    return [...kinds].flatMap((kind) => {
      if (ELSEWHERE.has(kind)) return [];
      const counts = resources.map((at) => at[kind] ?? 0);
      const growth = growthOf(counts);
      if (growth === undefined || growth.by < LEAST || growth.steps < 4) return [];
      return [
        {
          severity: 'warn' as const,
          summary: `${kind} handles pile up: ${counts.at(-1)} by now, ${growth.by} more than at the first look`,
          evidence: [`Counted ${counts.length} times: ${counts.join(', ')}`],
          fix: 'Close what was opened, also after an error: `finally`, `await using`, `stream.pipeline`, `child.kill()`, `worker.terminate()`.',
        },
      ];
    });
  },
};
