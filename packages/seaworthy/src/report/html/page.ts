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
import { head } from './head.ts';
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
      ${head({ title: `${score.total} % seaworthy: ${service.command ?? service.url ?? 'a service'}`, style, script: client })}
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
