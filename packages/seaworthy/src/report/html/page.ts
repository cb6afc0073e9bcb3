import { createHash } from 'node:crypto';
import type { Level } from '../../engine/rule.ts';
import { groupBy } from '../group-by.ts';
import { isSpared } from '../tally.ts';
import type { Catalogue } from '../catalogue.ts';
import { readable } from '../mask.ts';
import type { Finding, Report } from '../report.ts';
import { assumption } from '../reproduce.ts';
import { client } from './client.ts';
import { filters } from './filters.ts';
import { finding, type FindingContext } from './finding.ts';
import { header } from './header.ts';
import { markup, Markup } from './markup.ts';
import { style } from './style.ts';
import { drawnExperiments, timelines } from './timelines.ts';
import { OUTCOMES } from './words.ts';

/**
 * The report as one HTML file that asks nobody for anything: style and script are inside and allowed by their hashes.
 * It can be read without the script, which adds the filters, the keyboard and the tabs. The catalogue adds the fixes for
 * all frameworks and the names of the experiments.
 */
export function page(full: Report, catalogue?: Catalogue): string {
  const report = readable(full);
  const drawn = new Map(drawnExperiments(report).map((id, index) => [id, `timeline-${index + 1}`]));
  const { service, score } = report;
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${score.total} % seaworthy: ${service.command ?? service.url ?? 'a service'}</title>
        <link rel="icon" href="${ICON}" />
        <style>${new Markup(style)}</style>
      </head>
      <body>
        <a class="skip" href="#rules">Skip to the rules</a>
        ${header(report)}
        <main>
          ${timelines(report, drawn, catalogue)}
          <section id="rules" aria-labelledby="all" tabindex="-1">
            <h2 id="all">Rules</h2>
            ${filters(report)}
            ${sections({ report, catalogue, drawn })}
            <p id="nothing" hidden>No rule matches.</p>
          </section>
        </main>
        <footer>${assumption(service)}</footer>
        <script>${new Markup(client)}</script>
      </body>
    </html>`.source;
}

function sections(context: FindingContext): Markup[] {
  const groups = groupBy(context.report.findings, ({ outcome }) => outcome);
  return OUTCOMES.map(({ outcome, heading }) => {
    const members = [...(groups.get(outcome) ?? [])].sort((a, b) => urgency(a) - urgency(b));
    if (members.length === 0) return markup``;
    return markup`<section class="group">
      <h3>${heading} <span class="amount">${members.length}</span></h3>
      ${members.map((one) => finding(one, context))}
    </section>`;
  });
}

const RANK: Record<Level, number> = { must: 0, should: 1, may: 2 };

/** Musts first; what is accepted comes last. */
function urgency(one: Finding): number {
  return RANK[one.level] + (isSpared(one) ? 10 : 0);
}

function policy(): string {
  return [
    "default-src 'none'",
    `script-src ${hash(client)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hash(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}

/** An anchor. */
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='%230d9488' " +
  "stroke-width='2.4' stroke-linecap='round'%3E%3Ccircle cx='12' cy='5' r='2.6'/%3E%3Cpath d='M12 8v13M7.5 11.5h9" +
  "M3 14c1 4.5 4.5 7 9 7s8-2.5 9-7'/%3E%3C/svg%3E";
