import { oneLine } from '../../report/printable.ts';
import { painter } from '../../report/terminal/paint.ts';
import { bytes } from '../bytes.ts';
import type { Beat } from '../watch.ts';

const BARS = '▁▂▃▄▅▆▇█';

/** The last minute of a process as small graphs, each line within the terminal's width. */
export function watchLines(beats: readonly Beat[], columns = 80, color = false): string[] {
  const paint = painter(color);
  const last = beats.at(-1);
  const room = Math.max(10, Math.min(60, columns - 46));
  const recent = beats.slice(-room);
  const line = (name: string, values: (number | undefined)[], now: string, alarm = false): string =>
    `${oneLine(name).padEnd(14).slice(0, 14)}  ${paint(graph(values).padStart(room), alarm ? 'red' : 'cyan')}  ${now}`.trimEnd();
  // What is not known for a moment keeps its place, or the lines would jump.
  const pools = beats.findLast(({ pulse }) => pulse !== undefined)?.pulse?.pools ?? [];
  if (last === undefined) return ['looks for pools'];
  return [
    line(
      'loop delay',
      recent.map(({ loop }) => loop?.max),
      last.loop === undefined ? 'does not answer' : `${last.loop.max.toFixed(0)} ms max`,
      last.loop === undefined || last.loop.max > 200,
    ),
    line(
      'loop busy',
      recent.map(({ loop }) => loop?.utilization),
      percent(last.loop?.utilization),
    ),
    line(
      'collecting',
      recent.map(({ loop }) => loop?.gc.share),
      percent(last.loop?.gc.share),
      (last.loop?.gc.share ?? 0) > 0.25,
    ),
    line(
      'heap',
      recent.map(({ pulse }) => pulse?.heapUsed),
      heap(last),
    ),
    line(
      'resources',
      recent.map(({ pulse }) => pulse && total(pulse.resources)),
      last.pulse === undefined ? '' : String(total(last.pulse.resources)),
    ),
    ...pools.map(({ name, waiting, total: open, max, idle }, at) =>
      line(
        name,
        recent.map(({ pulse }) => pulse?.pools[at]?.waiting),
        `${waiting} wait, ${open - idle}/${max ?? open} used`,
        waiting > 0 && idle === 0,
      ),
    ),
    ...blocked(last, columns).map((text) => paint(text, 'red')),
  ];
}

/** A block per value, relative to the largest; a gap where nothing is known. */
export function graph(values: readonly (number | undefined)[]): string {
  const most = Math.max(...values.map((value) => value ?? 0));
  return values
    .map((value) =>
      value === undefined ? ' ' : BARS[most === 0 ? 0 : Math.min(7, Math.floor((value / most) * 7.99))],
    )
    .join('');
}

/** Which function keeps the loop from answering; a long path loses its beginning. */
function blocked(beat: Beat, columns: number): string[] {
  const blockedBy = oneLine(beat.blockedBy ?? '');
  if (blockedBy === '') return [];
  const room = columns - 'blocked by '.length - 1;
  return [`blocked by ${blockedBy.length <= room ? blockedBy : `…${blockedBy.slice(1 - room)}`}`];
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function percent(share: number | undefined): string {
  return share === undefined ? '' : `${Math.round(share * 100)} %`;
}

function heap(beat: Beat): string {
  return beat.pulse === undefined ? '' : `${bytes(beat.pulse.heapUsed)} of ${bytes(beat.pulse.heapLimit)}`;
}
