import type { Entry } from '../../../lab/timeline.ts';
import type { Bar, Lane, Tone } from './lanes.ts';

const ANSWER = /^(\S+ \S+) → (.+) \((\d+) ms\)$/;
const HELD = /^(\S+ \S+) held open /;
const CUT = /^(\S+ \S+) cut by us/;

/**
 * Requests as bars, each from its beginning for as long as it took. A request that was held open may be told to have
 * ended only when somebody looked; the time that it took is the truth.
 */
export function requestLane(entries: readonly Entry[]): Lane {
  const bars: Bar[] = [];
  const lane: Lane = { name: 'Requests', bars, points: [], bands: [] };
  const open: { name: string; at: number; label: string }[] = [];
  const end = (name: string): { at: number } | undefined => {
    const index = open.findIndex((one) => one.name === name);
    return index < 0 ? undefined : open.splice(index, 1)[0];
  };
  for (const { at, kind, text } of entries) {
    const [, asked = '', answer = '', took = '0'] = ANSWER.exec(text) ?? [];
    const [, cut] = CUT.exec(text) ?? [];
    const [, held] = HELD.exec(text) ?? [];
    if (asked !== '') {
      const from = end(asked)?.at ?? at - Number(took);
      bars.push({ from, to: from + Number(took), label: text, tone: toneOf(answer) });
    } else if (cut !== undefined) bars.push({ from: end(cut)?.at ?? at, to: at, label: text, tone: 'info' });
    else if (kind === 'request' && (held !== undefined || /^[A-Z]+ \S+$/.test(text)))
      open.push({ name: held ?? text, at, label: text });
    else lane.points.push({ at, label: text, tone: 'plain' });
  }
  bars.push(
    ...open.map(({ at, label }): Bar => ({
      from: at,
      to: undefined,
      label: `${label}, never answered`,
      tone: 'bad',
    })),
  );
  bars.sort((a, b) => a.from - b.from);
  return lane;
}

function toneOf(answer: string): Tone {
  const status = Number(answer);
  return !Number.isInteger(status) || status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'ok';
}
