import type { Entry } from '../../lab/timeline.ts';
import { duration } from '../duration.ts';
import { oneLine } from '../printable.ts';
import { html, type Markup } from './markup.ts';
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
  return html`<svg class="timeline" width="100%" height="${height}" role="img" aria-label="${title}">
    ${scale.breaks.map(
      ({ x, skipped }) =>
        html`<g class="break"
          ><rect x="${round(x - 0.6)}%" y="0" width="1.2%" height="${y}" /><svg
            x="${x}%"
            y="${y}"
            overflow="visible"
          >
            <path d="M-5 5l4-10M1 5l4-10" /></svg
          ><title>${duration(skipped)} left out</title></g
        >`,
    )}
    ${drawing.moments.map(({ at, tone, kind }) => html`<line class="moment ${tone} ${kind}" x1="${scale.x(at)}%" x2="${scale.x(at)}%" y1="${kind === 'boot' ? 6 : 4}" y2="${y}" />`)}
    ${lanes} ${named.map((one, index) => moment(one, scale, index * LABEL))} ${axis(drawing, scale, y)}
  </svg>`;
}

function timesOf({ moments, lanes }: Drawing): number[] {
  return [
    ...moments.map(({ at }) => at),
    ...lanes.flatMap(({ bars, bands, points }) => [...ends(bars), ...ends(bands), ...points.map(({ at }) => at)]),
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
  const markup = html`<g class="lane"
    ><line class="rule" x1="0" x2="100%" y1="${top + 0.5}" y2="${top + 0.5}" />
    ${bands.map(({ from, to, label, tone }) => {
      const x = scale.x(from);
      return html`<rect
          class="band ${tone}"
          x="${x}%"
          y="${top + NAME - 2}"
          width="${round(scale.x(to ?? scale.to) - x)}%"
          height="${height - NAME}"
        /><text
          class="banded"
          x="${x > 55 ? scale.x(to ?? scale.to) : x}%"
          dx="${x > 55 ? -4 : 4}"
          y="${top + NAME + 11}"
          text-anchor="${x > 55 ? 'end' : 'start'}"
          >${oneLine(label, 40)}</text
        >`;
    })}
    <text class="name" x="0" y="${top + 14}">${name}${left > 0 && ` (${left} more not drawn)`}</text>
    ${shown.map((one, index) => bar(one, scale, top + above + index * ROW))}
    ${points.map((one) => point(one, scale, middle))}</g
  >`;
  return { markup, height };
}

function bar({ from, to, label, tone }: Bar, scale: Scale, y: number): Markup {
  const x = scale.x(from);
  const end = scale.x(to ?? scale.to);
  const late = x > 55;
  // A short bar would disappear behind its own words.
  const beside = end - x < 14;
  return html`<g class="mark bar ${tone}${to === undefined && ' endless'}" data-at="${from}">
    <rect x="${x}%" y="${y + 2}" width="${round(Math.max(end - x, 0.4))}%" height="${ROW - 5}" rx="3" />
    <text
      x="${late === beside ? x : end}%"
      dx="${late ? -6 : 6}"
      y="${y + 14}"
      text-anchor="${late ? 'end' : 'start'}"
      >${oneLine(label, 48)}</text
    >
    <title>${when(from)}${to !== undefined && ` to ${when(to)}`} ${oneLine(label)}</title></g
  >`;
}

function point({ at, label, tone }: Point, scale: Scale, y: number): Markup {
  return html`<g class="mark point ${tone}" data-at="${at}"
    ><circle cx="${scale.x(at)}%" cy="${y}" r="11" /><circle
      class="dot"
      cx="${scale.x(at)}%"
      cy="${y}"
      r="4.5"
    /><title>${when(at)} ${oneLine(label)}</title></g
  >`;
}

function moment({ at, kind, label, tone }: Drawing['moments'][number], scale: Scale, y: number): Markup {
  const x = scale.x(at);
  const late = x > 55;
  return html`<g class="mark named ${tone}" data-at="${at}"
    ><circle class="dot" cx="${x}%" cy="${y + 10}" r="5" />
    <text x="${x}%" dx="${late ? -9 : 9}" y="${y + 14}" text-anchor="${late ? 'end' : 'start'}"
      >${kind === 'boot' ? 'ready' : oneLine(label, 40)} <tspan>${when(at)}</tspan></text
    ><title>${when(at)} ${oneLine(label)}</title></g
  >`;
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
  return html`<g class="axis" aria-hidden="true"
    ><line x1="0" x2="100%" y1="${y}" y2="${y}" />
    ${taken.map(({ at, x }) => html`<line x1="${x}%" x2="${x}%" y1="${y}" y2="${y + 5}" /><text x="${x}%" y="${y + 19}" text-anchor="${x < 8 ? 'start' : x > 92 ? 'end' : 'middle'}">${when(at)}</text>`)}</g
  >`;
}

function when(at: number): string {
  return at < 10_000 ? `${Math.round(at)} ms` : duration(at);
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
