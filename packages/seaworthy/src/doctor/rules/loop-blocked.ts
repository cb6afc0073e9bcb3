import type { DoctorRule } from '../finding.ts';
import { framesOf, siteOf } from '../site-of.ts';

/** Between two liveness probes nobody notices less. */
const BLOCKED = 200;

export const loopBlocked: DoctorRule = {
  id: 'loop-blocked',
  title: 'No function keeps the event loop to itself',
  judge({ blocked, loop, cpu }) {
    const fix =
      'Move it to a worker thread, cut it into pieces, or bound its input. A regular expression with nested repetition needs rewriting, not more time.';
    if (blocked !== undefined) {
      const stack = blocked.find((text) => siteOf(text) !== undefined);
      if (stack === undefined)
        return [
          {
            severity: 'error',
            summary: 'The event loop does not answer, and nothing of the application is on its stack',
            evidence: [
              'It is inside of a native call that cannot be interrupted, or the process is stopped.',
            ],
            fix: 'Look for synchronous crypto, compression, file access or a native addon; examine it again while it is free.',
          },
        ];
      const regExp = /at RegExp\.|String\.(match|replace|split|search)/.test(stack);
      return [
        {
          severity: 'error',
          summary: `The event loop is blocked by \`${framesOf(stack)[0]?.split(' ')[0]}\`${regExp ? ', in a regular expression' : ''}`,
          evidence: [
            'It did not answer in time, so not everything could be watched. On its stack:',
            ...framesOf(stack).slice(0, 6),
          ],
          site: siteOf(stack)!,
          fix,
        },
      ];
    }
    if (loop === undefined || cpu === undefined) return { unclear: 'the event loop was not watched' };
    if (loop.max < BLOCKED) return [];
    return cpu.stretches
      .filter(({ ms }) => ms >= BLOCKED)
      .slice(0, 3)
      .map(({ ms, frames, site }) => ({
        severity: 'error' as const,
        summary: `\`${frames[0]?.split(' ')[0]}\` kept the event loop to itself for ${Math.round(ms)} ms`,
        evidence: [
          `Timers were up to ${Math.round(loop.max)} ms late within ${(loop.ms / 1000).toFixed(0)} s`,
          'On the stack meanwhile:',
          ...frames.slice(0, 6),
        ],
        site,
        fix,
      }));
  },
};
