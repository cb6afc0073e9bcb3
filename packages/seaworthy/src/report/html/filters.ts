import { TOPICS } from '../../engine/rule.ts';
import type { Report } from '../report.ts';
import { tally } from '../tally.ts';
import { markup, type Markup } from './markup.ts';
import { OUTCOMES, topicName } from './words.ts';

/** The search field and the filters. They do nothing without the script, which shows them. */
export function filters({ findings }: Report): Markup {
  const { outcomes } = tally(findings);
  const topics = TOPICS.filter((topic) => findings.some((finding) => finding.topic === topic));
  return markup`<form class="filters" role="search" aria-label="Rules" hidden>
    <div class="search">
      <input
        id="search"
        type="search"
        placeholder="Search rules"
        aria-label="Search rules"
        autocomplete="off"
        spellcheck="false"
      /><kbd aria-hidden="true">/</kbd>
    </div>
    <p class="found">
      <span id="found" role="status"></span> <button type="button" id="reset" hidden>Show all</button>
    </p>
    <div class="chips" role="group" aria-label="Outcome">
      ${OUTCOMES.filter(({ outcome }) => outcomes[outcome] > 0).map(
        ({ outcome, mark, name, plural }) =>
          markup`<button type="button" class="chip ${outcome}" data-outcome="${outcome}" aria-pressed="false">
            <span aria-hidden="true">${mark}</span> ${outcomes[outcome]}
            ${outcomes[outcome] === 1 ? name : plural}
          </button>`,
      )}
    </div>
    ${choice('level', 'Level', [
      ['must', 'Must'],
      ['should', 'Should'],
      ['may', 'May'],
    ])}
    ${choice(
      'topic',
      'Topic',
      topics.map((topic) => [topic, topicName(topic)]),
    )}
    ${choice('owner', 'Owner', [
      ['app', 'App'],
      ['platform', 'Platform'],
    ])}
  </form>`;
}

function choice(
  name: string,
  label: string,
  options: readonly (readonly [value: string, name: string])[],
): Markup {
  return markup`<select name="${name}" aria-label="${label}">
    <option value="">${label}: all</option>
    ${options.map(([value, text]) => markup`<option value="${value}">${text}</option>`)}
  </select>`;
}
