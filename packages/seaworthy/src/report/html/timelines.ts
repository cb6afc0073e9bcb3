import type { Observation } from '../../engine/observe.ts';
import type { Entry } from '../../lab/timeline.ts';
import type { Catalogue } from '../catalogue.ts';
import { breaks } from '../exit-code.ts';
import type { Finding, Report } from '../report.ts';
import { markup, type Markup } from './markup.ts';
import { timeline } from './timeline.ts';
import { OUTCOMES } from './words.ts';

/** Drawn at once; the others unfold. */
const MOST_OPEN = 2;

/** The experiments worth a look, what failed first: those in which the process or a dependency was disturbed. */
export function drawnExperiments({ findings, observations }: Report): string[] {
  const rank = (id: string): number => {
    const judged = findings.filter(({ experiments }) => experiments.includes(id));
    return judged.some(breaks) ? 0 : judged.some(({ outcome }) => outcome === 'fail') ? 1 : 2;
  };
  return Object.entries(observations)
    .filter(([, observation]) =>
      entriesOf(observation).some(
        ({ kind }) => kind === 'signal' || kind === 'exit' || kind === 'dependency',
      ),
    )
    .map(([id]) => id)
    .sort((a, b) => rank(a) - rank(b));
}

/** The section with the drawings. `drawn` gives each experiment the id of its drawing. */
export function timelines(
  report: Report,
  drawn: ReadonlyMap<string, string>,
  catalogue: Catalogue | undefined,
): Markup {
  if (drawn.size === 0) return markup``;
  return markup`<section class="timelines" aria-labelledby="timelines">
    <h2 id="timelines">What was done, and what happened</h2>
    ${[...drawn].map(([experiment, id], index) => {
      const entries = entriesOf(report.observations[experiment]);
      const judged = report.findings.filter(({ experiments }) => experiments.includes(experiment));
      const title = catalogue?.experiments[experiment] ?? experiment.replaceAll('-', ' ');
      return markup`<details class="drawn" id="${id}"${index < MOST_OPEN && markup` open`}>
        <summary>
          <h3>${title.charAt(0).toUpperCase() + title.slice(1)}</h3>
          ${badges(judged)}
        </summary>
        <figure tabindex="0" aria-label="Timeline: ${title}. Arrow keys go through it.">
          ${timeline(entries, `Timeline: ${title}`)}
          <figcaption class="tip" role="status" hidden></figcaption>
        </figure>
        <p class="judged">Judged by ${judged.map(judgedBy)}</p>
        <details class="entries">
          <summary>The same as text</summary>
          <ol>
            ${entries.map(({ at, kind, text }) => markup`<li class="${kind}"><time>${Math.round(at)} ms</time> <b>${kind}</b> <span>${text}</span></li>`)}
          </ol>
        </details>
      </details>`;
    })}
  </section>`;
}

function badges(judged: readonly Finding[]): Markup {
  const counted = OUTCOMES.map(({ outcome, mark, name }) => {
    const amount = judged.filter((one) => one.outcome === outcome).length;
    return (
      amount > 0 &&
      markup`<span class="${outcome}" role="img" aria-label="${amount} ${name}">${mark} ${amount}</span>`
    );
  });
  return markup`<span class="badges">${counted}</span>`;
}

function judgedBy({ id, outcome }: Finding): Markup {
  const { mark, name } = OUTCOMES.find((each) => each.outcome === outcome)!;
  return markup`<a class="${outcome}" href="#${id}"><span role="img" aria-label="${name}">${mark}</span> ${id}</a> `;
}

function entriesOf(observation: Observation | undefined): Entry[] {
  return observation === undefined || observation.status === 'impossible' ? [] : observation.timeline;
}
