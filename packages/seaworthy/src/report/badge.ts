import { escaped } from './html/markup.ts';
import type { Report } from './report.ts';

/** Heights and widths in px; Verdana 11 px is about 7 wide. */
const LABEL = { text: 'seaworthy', width: 69 };
const CHARACTER = 7.2;

/** A badge for a README, `seaworthy | 94 %`, as SVG. */
export function badge({ score, findings }: Report): string {
  const judged = findings.some(({ outcome }) => outcome === 'pass' || outcome === 'fail');
  const text = judged ? `${score.total} %` : 'not judged';
  const value = Math.round(text.length * CHARACTER + 12);
  const width = LABEL.width + value;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="20" role="img" aria-label="seaworthy: ${escaped(text)}">
<title>seaworthy: ${escaped(text)}</title>
<clipPath id="r"><rect width="${width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${LABEL.width}" height="20" fill="#33475b"/><rect x="${LABEL.width}" width="${value}" height="20" fill="${judged ? colour(score.total) : '#8796a5'}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">
${label(LABEL.text, LABEL.width / 2, LABEL.width - 12)}
${label(text, LABEL.width + value / 2, value - 12)}
</g>
</svg>
`;
}

function label(words: string, x: number, room: number): string {
  const place = `x="${x}" textLength="${room}"`;
  return `<text ${place} y="15" fill="#010101" fill-opacity=".3">${words}</text><text ${place} y="14">${words}</text>`;
}

function colour(score: number): string {
  if (score === 100) return '#12855b';
  if (score >= 90) return '#4c8a1c';
  if (score >= 75) return '#a37b0b';
  return score >= 50 ? '#c2601a' : '#c0392b';
}
