import type { Entry } from '../../../lab/timeline.ts';
import { dependencyLanes } from './dependencies.ts';
import { requestLane } from './requests.ts';

export type Tone = 'plain' | 'ok' | 'warn' | 'bad' | 'info';

/** Something that lasted; `to` is missing when it was never seen to end. Times in ms. */
export interface Bar {
  from: number;
  to: number | undefined;
  label: string;
  tone: Tone;
}

/** Something that happened at one moment. */
export interface Point {
  at: number;
  label: string;
  tone: Tone;
}

/** A row of the drawing; its bars get a line each, its points share one. */
export interface Lane {
  name: string;
  bars: Bar[];
  points: Point[];
  /** Times in which something was out of order, drawn behind. */
  bands: Bar[];
}

export interface Drawing {
  /** What changes everything: boot, signals, exit. Drawn across all lanes. */
  moments: (Point & { kind: 'boot' | 'signal' | 'exit' })[];
  lanes: Lane[];
}

/** Sorts the entries of a timeline into lanes. What it cannot make sense of is still a point. */
export function drawingOf(entries: readonly Entry[]): Drawing {
  const of = (kind: Entry['kind']): Entry[] => entries.filter((entry) => entry.kind === kind);
  const moments = entries.flatMap(({ at, kind, text }): Drawing['moments'] =>
    kind === 'boot' || kind === 'signal' || kind === 'exit'
      ? [{ at, kind, label: text, tone: text === 'exit 0' ? 'plain' : TONES[kind] }]
      : [],
  );
  const lanes = [
    requestLane(entries.filter(({ kind }) => kind === 'request' || kind === 'response')),
    ...dependencyLanes(of('dependency')),
    {
      name: 'Log',
      bars: [],
      bands: [],
      points: of('log').map(({ at, text }) => ({ at, label: text, tone: logTone(text) })),
    },
    {
      name: 'Notes',
      bars: [],
      bands: [],
      points: of('note').map(({ at, text }): Point => ({ at, label: text, tone: 'info' })),
    },
  ];
  return { moments, lanes: lanes.filter(({ bars, points }) => bars.length + points.length > 0) };
}

const TONES = { boot: 'ok', signal: 'warn', exit: 'bad' } as const;

function logTone(text: string): Tone {
  return /"level":\s?(?:"(?:error|fatal|critical)"|[56]0)|\b(?:ERROR|FATAL|CRITICAL|Traceback)\b|Error:/.test(
    text,
  )
    ? 'bad'
    : 'plain';
}
