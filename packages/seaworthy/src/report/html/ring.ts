import { markup, type Markup } from './markup.ts';

export type Tone = 'ok' | 'warn' | 'bad' | 'none';

/** A share from 0 to 1 as a ring with a word in its middle. Its meaning must be told beside it: it is hidden from readers. */
export function ring(share: number, tone: Tone, word: string, size: number): Markup {
  const width = size > 80 ? 8 : 5;
  const middle = size / 2;
  const radius = middle - width / 2 - 1;
  return markup`<svg
    class="ring ${tone}"
    width="${size}"
    height="${size}"
    viewBox="0 0 ${size} ${size}"
    aria-hidden="true"
  >
    <circle class="track" cx="${middle}" cy="${middle}" r="${radius}" stroke-width="${width}" />
    ${share > 0 && markup`<circle class="share" cx="${middle}" cy="${middle}" r="${radius}" stroke-width="${width}" pathLength="100" stroke-dasharray="${Math.round(share * 1000) / 10} 200" transform="rotate(-90 ${middle} ${middle})" />`}
    <text x="${middle}" y="${middle}" dy="0.36em" text-anchor="middle">${word}</text>
  </svg>`;
}
