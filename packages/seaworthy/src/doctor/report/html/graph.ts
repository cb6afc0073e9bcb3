import { markup, type Markup } from '../../../report/html/markup.ts';
import type { Tone } from '../../../report/html/ring.ts';

/** One line of a graph, at equal intervals. */
export interface Line {
  name: string;
  tone: Tone | 'info';
  values: readonly number[];
}

export interface Graph {
  title: string;
  lines: readonly Line[];
  /** Drawn across it: what cannot be exceeded. */
  limit?: number | undefined;
  /** How a value is written. */
  said: (value: number) => string;
}

const WIDTH = 300;
const HEIGHT = 80;

/** Lines from 0 to the largest value, with what is now beside the title. */
export function graph({ title, lines, limit, said }: Graph): Markup {
  const most = Math.max(1, limit ?? 0, ...lines.flatMap(({ values }) => values)) * 1.05;
  const y = (value: number): number => round(HEIGHT - (value / most) * HEIGHT);
  const now = lines.map(({ name, values }) => `${name} ${said(values.at(-1) ?? 0)}`.trim());
  const label = lines
    .map(({ name, values }) => `${name || title}: ${said(values[0] ?? 0)} to ${said(values.at(-1) ?? 0)}`)
    .join('; ');
  return markup`<figure class="graph">
    <figcaption>
      <span class="name">${title}</span>
      <span class="now">
        ${lines.map(({ name, tone }, at) => (name === '' ? now[at] : markup`<span class="key ${tone}">${now[at]}</span> `))}
      </span>
    </figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${label}">
      <line class="ground" x1="0" x2="${WIDTH}" y1="${HEIGHT}" y2="${HEIGHT}" />
      ${limit !== undefined && markup`<line class="limit" x1="0" x2="${WIDTH}" y1="${y(limit)}" y2="${y(limit)}" />`}
      ${lines.map(({ values, tone }) => {
        const points = values.map(
          (value, at) => `${round((at * WIDTH) / Math.max(1, values.length - 1))},${y(value)}`,
        );
        return markup`<g class="${tone}">
          <polygon points="${[`0,${HEIGHT}`, ...points, `${WIDTH},${HEIGHT}`].join(' ')}" />
          <polyline points="${points.join(' ')}" />
        </g>`;
      })}
    </svg>
  </figure>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
