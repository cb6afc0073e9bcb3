import type { Entry } from '../../../lab/timeline.ts';
import { groupBy } from '../../group-by.ts';
import type { Bar, Lane } from './lanes.ts';

const OPENED = /^connection (\d+) opened$/;
const CLOSED = /^connection (\d+) closed by the (\w+) /;
const FAULT = /^(?:refuses new connections|silent|delayed by )/;

/** A lane for each dependency: its connections as bars, the time in which it was disturbed as a band behind them. */
export function dependencyLanes(entries: readonly Entry[]): Lane[] {
  return [...groupBy(entries, ({ text }) => /^([^:\s]+): /.exec(text)?.[1] ?? 'Dependencies')].map(
    ([name, own]) => laneOf(name, own),
  );
}

function laneOf(name: string, entries: readonly Entry[]): Lane {
  const lane: Lane = { name, bars: [], points: [], bands: [] };
  const open = new Map<string, Bar>();
  let fault: Bar | undefined;
  for (const { at, text } of entries) {
    const said = text.startsWith(`${name}: `) ? text.slice(name.length + 2) : text;
    const [, opened] = OPENED.exec(said) ?? [];
    const [, closed, by] = CLOSED.exec(said) ?? [];
    const bar = closed === undefined ? undefined : open.get(closed);
    if (opened !== undefined) {
      const begun: Bar = { from: at, to: undefined, label: said, tone: 'info' };
      open.set(opened, begun);
      lane.bars.push(begun);
    } else if (bar !== undefined) {
      Object.assign(bar, {
        to: at,
        label: said,
        tone: by === 'proxy' ? 'warn' : said.includes('RST') ? 'bad' : 'info',
      });
    } else if (FAULT.test(said) || said === 'reachable') {
      if (fault !== undefined) fault.to = at;
      fault = said === 'reachable' ? undefined : { from: at, to: undefined, label: said, tone: 'warn' };
      if (fault !== undefined) lane.bands.push(fault);
      lane.points.push({ at, label: said, tone: fault === undefined ? 'ok' : 'warn' });
    } else lane.points.push({ at, label: said, tone: /refused|cut/.test(said) ? 'warn' : 'plain' });
  }
  return lane;
}
