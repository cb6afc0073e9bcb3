import { FRAMEWORKS } from '../../engine/rule.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Finding, Report } from '../report.ts';
import { reproduce } from '../reproduce.ts';
import { isSpared, spareReason } from '../tally.ts';
import { evidence } from './exchange.ts';
import { markup, linked, prose, type Markup } from './markup.ts';
import { FRAMEWORK_NAMES, OUTCOMES, topicName } from './words.ts';

export interface FindingContext {
  report: Report;
  catalogue: Catalogue | undefined;
  /** Ids of the timelines on this page, by experiment. */
  drawn: ReadonlyMap<string, string>;
}

const PLATFORM = 'The server library or the platform decides this, not the code of the application';

/** One rule: a line that unfolds to why, what happened, how to see it again and what to do. */
export function finding(one: Finding, context: FindingContext): Markup {
  const { id, topic, level, owner, outcome, title, note } = one;
  const { mark, name } = OUTCOMES.find((each) => each.outcome === outcome)!;
  const spared = outcome === 'fail' && isSpared(one);
  return markup`<details
    class="finding ${outcome}${spared && ' spared'}"
    id="${id}"
    data-outcome="${outcome}"
    data-level="${level}"
    data-topic="${topic}"
    data-owner="${owner}"
  >
    <summary>
      <span class="mark" role="img" aria-label="${name}">${mark}</span>
      <span class="level ${level}">${level}</span>
      <span class="what"><span class="title">${title}</span><code class="id">${id}</code></span>
      <span class="tags">
        ${note !== undefined && markup`<span class="tag">${note}</span>`}
        ${spared && markup`<span class="tag">${one.baseline === true ? 'in the baseline' : 'accepted'}</span>`}
        ${owner === 'platform' && markup`<span class="tag" title="${PLATFORM}">platform</span>`}
      </span>
    </summary>
    <div class="inside">${body(one, context)}</div>
  </details>`;
}

function body(one: Finding, { report, catalogue, drawn }: FindingContext): Markup[] {
  const { topic, why, outcome, reason, expected, actual, evidence: pieces = [], source } = one;
  const spared = spareReason(one);
  const snippet = outcome === 'fail' ? reproduce(one, report) : undefined;
  const timelines = one.experiments.filter((id) => drawn.has(id));
  return [
    markup`<p class="why">${prose(why)}</p>`,
    markup`${
      reason !== undefined &&
      markup`<dl class="told">
        <div>
          <dt>${outcome === 'inapplicable' ? 'Why not' : 'Why'}</dt>
          <dd>${reason}</dd>
        </div>
      </dl>`
    }`,
    markup`${
      expected !== undefined &&
      markup`<dl class="told">
        <div class="expected">
          <dt>Expected</dt>
          <dd>${expected}</dd>
        </div>
        <div class="actual">
          <dt>Actual</dt>
          <dd>${actual}</dd>
        </div>
      </dl>`
    }`,
    markup`${spared !== undefined && markup`<p class="spare">This failure is ${spared}.</p>`}`,
    markup`${
      pieces.length > 0 &&
      markup`<h4>Evidence</h4>
        <ul class="evidence">
          ${pieces.map((piece, index) => evidence(piece, index === 0 && outcome === 'fail'))}
        </ul>`
    }`,
    markup`${
      timelines.length > 0 &&
      markup`<p class="seen">
        Drawn above: ${timelines.map((id) => markup`<a href="#${drawn.get(id)}">${catalogue?.experiments[id] ?? id}</a> `)}
      </p>`
    }`,
    markup`${
      snippet !== undefined &&
      markup`<h4>Reproduce</h4>
        <div class="snippet">
          <pre tabindex="0">${snippet}</pre>
          <button type="button" class="copy" hidden aria-label="Copy the snippet">Copy</button>
        </div>`
    }`,
    outcome === 'pass' ? markup`` : markup`<h4>Fix</h4>${fixes(one, report, catalogue)}`,
    markup`<p class="origin">
      ${topicName(topic)} · ${one.owner === 'app' ? 'for the application' : 'for the platform'} ·
      ${linked(source)}
    </p>`,
  ];
}

function fixes(
  { id, fix }: Finding,
  { service: { framework } }: Report,
  catalogue: Catalogue | undefined,
): Markup {
  const all = catalogue?.fixes[id];
  if (all === undefined)
    return markup`<p class="fix">
      ${framework !== undefined && markup`<b>${FRAMEWORK_NAMES[framework]}</b> `}${prose(fix)}
    </p>`;
  const first = framework ?? 'any';
  const order = [first, ...[...FRAMEWORKS, 'any' as const].filter((name) => name !== first)] as const;
  return markup`<div class="fixes">
    ${order.map(
      (name) =>
        markup`<section data-framework="${name}" aria-label="${FRAMEWORK_NAMES[name]}">
          <h5>${FRAMEWORK_NAMES[name]}</h5>
          <p>${prose(all[name])}</p>
        </section>`,
    )}
  </div>`;
}
