import { markup, type Markup } from '../../../report/html/markup.ts';
import { bytes } from '../../bytes.ts';
import type { Examination } from '../../examination.ts';
import { poolName } from '../../pool-name.ts';
import type { LoopFacts } from '../../probes/watch-loop.ts';
import { graph } from './graph.ts';

const MOST_KINDS = 6;
/** At which delay a bar is full, in ms: what `loop-blocked` finds. */
const FULL_DELAY = 200;

/** What was measured, as far as it was: the loop, pools, the heap, and resources that changed most. */
export function graphs({ loop, pools = [], memory, resources = [] }: Examination): Markup[] {
  return [
    ...(loop === undefined ? [] : [loopBars(loop)]),
    ...pools
      .filter(({ states }) => states.length > 1)
      .map((pool) =>
        graph({
          title: poolName(pool),
          lines: [
            {
              name: 'in use',
              tone: 'info' as const,
              values: pool.states.map(({ total, idle }) => total - idle),
            },
            { name: 'waiting', tone: 'bad' as const, values: pool.states.map(({ waiting }) => waiting) },
          ],
          limit: pool.states.at(-1)?.max,
          said: String,
        }),
      ),
    ...(memory === undefined
      ? []
      : [
          graph({
            title: 'heap after each collection',
            lines: [{ name: '', tone: 'ok', values: memory.readings.map(({ used }) => used) }],
            said: bytes,
          }),
        ]),
    ...kinds(resources).map((kind) =>
      graph({
        title: kind,
        lines: [{ name: '', tone: 'info', values: resources.map((counts) => counts[kind] ?? 0) }],
        said: String,
      }),
    ),
  ];
}

/** Those that changed most first. */
function kinds(resources: readonly Record<string, number>[]): string[] {
  const changeOf = (kind: string): number => {
    const counts = resources.map((at) => at[kind] ?? 0);
    return Math.max(...counts) - Math.min(...counts);
  };
  return [...new Set(resources.flatMap((counts) => Object.keys(counts)))]
    .sort((a, b) => changeOf(b) - changeOf(a))
    .slice(0, MOST_KINDS);
}

function loopBars({ p50, p99, max, utilization, gc }: LoopFacts): Markup {
  return markup`<figure class="graph">
    <figcaption><span class="name">event loop</span><span class="now">timers late by</span></figcaption>
    <div class="bars">
      ${[delay('half', p50), delay('p99', p99), delay('longest', max)]}
      ${[share('busy', utilization), share('collecting', gc.share)]}
    </div>
  </figure>`;
}

function delay(name: string, ms: number): Markup {
  return bar(name, Math.min(1, ms / FULL_DELAY), `${ms.toFixed(0)} ms`);
}

function share(name: string, of: number): Markup {
  return bar(name, of, `${Math.round(of * 100)} %`);
}

function bar(name: string, of: number, said: string): Markup {
  return markup`<span>${name}</span>
    <meter min="0" max="1" value="${of.toFixed(3)}" aria-label="${name}"></meter>
    <span>${said}</span>`;
}
