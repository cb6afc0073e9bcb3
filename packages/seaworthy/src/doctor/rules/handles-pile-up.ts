import type { DoctorRule } from '../finding.ts';
import { pilingUp } from '../piling-up.ts';
import { siteOf } from '../site-of.ts';

export const handlesPileUp: DoctorRule = {
  id: 'handles-pile-up',
  title: 'Files, pipes, processes and workers that are opened are closed again',
  judge({ resources, handles = [] }) {
    if (resources === undefined) return { unclear: 'resources were not watched' };
    return pilingUp(resources).map(({ kind, counts, by }) => {
      const [most] = handles.filter((one) => one.kind === kind && one.left > 0);
      const site = most && siteOf(most.stack);
      return {
        severity: 'warn' as const,
        summary: `${kind} handles pile up: ${counts.at(-1)} by now, ${by} more than at the first look`,
        evidence: [
          `Counted ${counts.length} times: ${counts.join(', ')}`,
          ...(site === undefined ? [] : [`${most!.left} of ${most!.made} made at one place are still open`]),
        ],
        ...(site !== undefined && { site }),
        fix: 'Close what was opened, also after an error: `finally`, `await using`, `stream.pipeline`, `child.kill()`, `worker.terminate()`.',
      };
    });
  },
};
