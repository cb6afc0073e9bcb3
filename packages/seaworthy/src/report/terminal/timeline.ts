import type { Entry, EntryKind } from '../../lab/timeline.ts';
import { oneLine } from '../printable.ts';
import type { Paint, Style } from './paint.ts';

const STYLE: Record<EntryKind, readonly Style[]> = {
  boot: ['green'],
  request: [],
  response: ['cyan'],
  signal: ['bold', 'yellow'],
  exit: ['bold', 'red'],
  log: ['dim'],
  dependency: ['magenta'],
  note: ['dim'],
};
/** Entries that are printed; the HTML report has them all. */
const MOST = 60;

/** A timeline as lines of at most `width` characters: the time, then what happened. */
export function timelineLines(entries: readonly Entry[], width: number, paint: Paint): string[] {
  const shown =
    entries.length <= MOST ? entries : [...entries.slice(0, MOST / 2), ...entries.slice(-MOST / 2)];
  const lines = shown.map(({ at, kind, text }) => {
    const time = `${Math.round(at)} ms`.padStart(9);
    const said = oneLine(kind === 'log' ? `│ ${text}` : text, Math.max(width - 12, 20));
    return `${paint(time, 'dim')}  ${paint(said, ...STYLE[kind])}`;
  });
  const left = entries.length - shown.length;
  if (left > 0) lines.splice(MOST / 2, 0, paint(`${' '.repeat(11)}… ${left} more`, 'dim'));
  return lines;
}
