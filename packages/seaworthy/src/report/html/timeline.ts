import type { Entry } from '../../lab/timeline.ts';
import { duration } from '../duration.ts';
import { oneLine } from '../printable.ts';
import { markup, type Markup } from './markup.ts';
import { drawingOf, type Bar, type Drawing, type Lane, type Point } from './timeline/lanes.ts';
import { scaleOf, type Scale } from './timeline/scale.ts';

/** Heights in px. */
const LABEL = 20;
const NAME = 20;
const ROW = 22;
const BAND = 16;
const AXIS = 26;
/** Bars that are drawn in one lane, and moments that are named. The list under the drawing has everything. */
const MOST_BARS = 14;
const MOST_MOMENTS = 6;
/** Percent of the width from which on words stand to the left of what they name. */
const LATE = 55;

/**
 * A timeline as a drawing: time runs to the right, a lane for each kind of thing. Positions are percentages, so that
 * it fits any width without a script; `title` names it for those who cannot see it.
 */
export function timeline(entries: readonly Entry[], title: string): Markup {
  const drawing = drawingOf(entries);
  const scale = scaleOf(timesOf(drawing));
  const named = drawing.moments.slice(0, MOST_MOMENTS);
  let y = named.length * LABEL + 6;
  const lanes = drawing.lanes.map((one) => {
    const drawn = lane(one, scale, y);
    y += drawn.height;
    return drawn.markup;
  });
  const height = y + AXIS;
  return markup`<svg class="timeline" width="100%" height="${height}" role="img" aria-label="${title}">
    ${scale.breaks.map((one) => gap(one, y))}
    ${drawing.moments.map((one) => across(one, scale, y))}
    ${lanes}
    ${named.map((one, index) => moment(one, scale, index * LABEL))}
    ${axis(drawing, scale, y)}
  </svg>`;
}

function timesOf({ moments, lanes }: Drawing): number[] {
  return [
    ...moments.map(({ at }) => at),
    ...lanes.flatMap(({ bars, bands, points }) => [
      ...ends(bars),
      ...ends(bands),
      ...points.map(({ at }) => at),
    ]),
  ];
}

function ends(bars: readonly Bar[]): number[] {
  return bars.flatMap(({ from, to }) => [from, to ?? from]);
}

function lane(
  { name, bars, points, bands }: Lane,
  scale: Scale,
  top: number,
): { markup: Markup; height: number } {
  const shown = bars.slice(0, MOST_BARS);
  const rows = shown.length + (points.length > 0 ? 1 : 0);
  const above = NAME + (bands.length > 0 ? BAND : 0);
  const height = above + rows * ROW + 6;
  const left = bars.length - shown.length;
  const middle = top + above + shown.length * ROW + ROW / 2;
  const group = markup`<g class="lane">
    <line class="rule" x1="0" x2="100%" y1="${top + 0.5}" y2="${top + 0.5}" />
    ${bands.map((one) => band(one, scale, top + NAME, height - NAME))}
    <text class="name" x="0" y="${top + 14}">${name}${left > 0 && ` (${left} more not drawn)`}</text>
    ${shown.map((one, index) => bar(one, scale, top + above + index * ROW))}
    ${points.map((one) => point(one, scale, middle))}
  </g>`;
  return { markup: group, height };
}

function gap({ x, skipped }: Scale['breaks'][number], height: number): Markup {
  return markup`<g class="break">
    <rect x="${round(x - 0.6)}%" y="0" width="1.2%" height="${height}" />
    <svg x="${x}%" y="${height}" overflow="visible"><path d="M-5 5l4-10M1 5l4-10" /></svg>
    <title>${duration(skipped)} left out</title>
  </g>`;
}

function across({ at, tone, kind }: Drawing['moments'][number], scale: Scale, height: number): Markup {
  const x = scale.x(at);
  return markup`<line class="moment ${tone} ${kind}" x1="${x}%" x2="${x}%" y1="4" y2="${height}" />`;
}

function band({ from, to, label, tone }: Bar, scale: Scale, y: number, height: number): Markup {
  const x = scale.x(from);
  const end = scale.x(to ?? scale.to);
  return markup`<rect class="band ${tone}" x="${x}%" y="${y - 2}" width="${round(end - x)}%" height="${height}" />
    ${words(oneLine(label, 40), x, end, y + 11, 4, 'banded')}`;
}

/** Text from the left edge on; where the right edge of the drawing is near, text up to the right edge. */
function words(
  text: string | Markup,
  left: number,
  right: number,
  y: number,
  room: number,
  name = '',
): Markup {
  return left > LATE
    ? markup`<text class="${name}" x="${right}%" dx="${-room}" y="${y}" text-anchor="end">${text}</text>`
    : markup`<text class="${name}" x="${left}%" dx="${room}" y="${y}">${text}</text>`;
}

function bar({ from, to, label, tone }: Bar, scale: Scale, y: number): Markup {
  const x = scale.x(from);
  const end = scale.x(to ?? scale.to);
  // A short bar would disappear behind its own words, so they stand beside it.
  const short = end - x < 14;
  const [left, right] = short ? (x > LATE ? [x, x] : [end, end]) : [x, end];
  return markup`<g class="mark bar ${tone}${to === undefined && ' endless'}" data-at="${from}">
    <rect x="${x}%" y="${y + 2}" width="${round(Math.max(end - x, 0.4))}%" height="${ROW - 5}" rx="3" />
    ${words(oneLine(label, 48), left, right, y + 14, 6)}
    <title>${when(from)}${to !== undefined && ` to ${when(to)}`}: ${oneLine(label)}</title>
  </g>`;
}

function point({ at, label, tone }: Point, scale: Scale, y: number): Markup {
  const x = scale.x(at);
  return markup`<g class="mark point ${tone}" data-at="${at}">
    <circle cx="${x}%" cy="${y}" r="11" /><circle class="dot" cx="${x}%" cy="${y}" r="4.5" />
    <title>${when(at)}: ${oneLine(label)}</title>
  </g>`;
}

function moment({ at, kind, label, tone }: Drawing['moments'][number], scale: Scale, y: number): Markup {
  const x = scale.x(at);
  const text = markup`${kind === 'boot' ? bootWord(label) : oneLine(label, 30)} <tspan>${when(at)}</tspan>`;
  return markup`<g class="mark named ${tone}" data-at="${at}">
    <circle class="dot" cx="${x}%" cy="${y + 10}" r="5" />
    ${words(text, x, x, y + 14, 9)}
    <title>${when(at)}: ${oneLine(label)}</title>
  </g>`;
}

/** `starts: node server.js` and `listens on 127.0.0.1:3000` in a word: where, the header says. */
function bootWord(label: string): string {
  return label.includes('listens on') ? 'ready' : oneLine(label.replace(/:.*/s, ''), 30);
}

/** Times under the drawing: the ends first, then what matters, then whatever leaves room. */
function axis({ moments }: Drawing, scale: Scale, y: number): Markup {
  const span = scale.to - scale.from;
  const steps = Array.from({ length: 7 }, (_, step) => scale.from + (span * (step + 1)) / 8);
  const wanted = [scale.from, scale.to, ...moments.map(({ at }) => at), ...steps];
  const taken: { at: number; x: number }[] = [];
  for (const at of wanted) {
    const x = scale.x(at);
    if (taken.every((one) => Math.abs(one.x - x) > 17)) taken.push({ at, x });
  }
  return markup`<g class="axis" aria-hidden="true">
    <line x1="0" x2="100%" y1="${y}" y2="${y}" />
    ${taken.map(({ at, x }) => tick(when(at), x, y))}
  </g>`;
}

function tick(text: string, x: number, y: number): Markup {
  const anchor = x < 8 ? 'start' : x > 92 ? 'end' : 'middle';
  return markup`<line x1="${x}%" x2="${x}%" y1="${y}" y2="${y + 5}" />
    <text x="${x}%" y="${y + 19}" text-anchor="${anchor}">${text}</text>`;
}

function when(at: number): string {
  return at < 10_000 ? `${Math.round(at)} ms` : duration(at);
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
