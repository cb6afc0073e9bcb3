import type { DoctorRule } from '../finding.ts';
import { growthOf } from '../growth.ts';
import { siteOf } from '../site-of.ts';

const LEAST = 10;

export const timersPileUp: DoctorRule = {
  id: 'timers-pile-up',
  title: 'Timers that are started fire or are cleared',
  judge({ resources, births = [] }) {
    if (resources === undefined) return { unclear: 'timers were not watched' };
    const counts = resources.map(({ Timeout = 0 }) => Timeout);
    const growth = growthOf(counts);
    // An interval never ends by itself; long timeouts in number are a guard that nobody clears.
    const lasting = births.filter(
      ({ kind, left, made }) => kind !== 'outgoing socket' && left >= LEAST && left >= made * 0.9,
    );
    if (growth === undefined || growth.by < LEAST || growth.steps < 4) return [];
    return lasting
      .filter(({ kind, delay = 0 }) => kind === 'interval' || delay >= 30_000)
      .slice(0, 3)
      .map(({ kind, stack, left, made, delay }) => {
        const site = siteOf(stack);
        return {
          severity: 'error' as const,
          summary: `${kind === 'interval' ? 'Intervals' : 'Timers'} pile up: ${counts.at(-1)} by now, and ${left} of the last ${made} are never cleared`,
          evidence: [
            `Timers, counted ${counts.length} times: ${counts.join(', ')}`,
            ...(delay === undefined ? [] : [`The longest of them waits ${delay} ms`]),
          ],
          ...(site !== undefined && { site }),
          fix: 'Clear it when its owner is done (`clearInterval` in `finally` or on `close`), or start one for all.',
        };
      });
  },
};
