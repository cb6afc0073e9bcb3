import { TOPICS } from '../../engine/rule.ts';
import { duration } from '../duration.ts';
import { breaks, exitCode } from '../exit-code.ts';
import type { Report } from '../report.ts';
import { countsLine, headline, isHollow } from '../tally.ts';
import { markup, type Markup } from './markup.ts';
import { ring, type Tone } from './ring.ts';
import { FRAMEWORK_NAMES, topicName } from './words.ts';

/** What was checked, what came of it in one sentence, and a ring per topic that filters by it. */
export function header(report: Report): Markup {
  const { tool, service, startedAt, ms, score, notes } = report;
  const facts = [
    service.framework !== undefined && FRAMEWORK_NAMES[service.framework],
    service.started,
    `${startedAt.slice(0, 16).replace('T', ' ')} UTC`,
    `took ${duration(ms)}`,
    `${tool.name} ${tool.version}`,
  ].filter((fact) => fact !== false && fact !== '');
  return markup`<header class="top">
    <div class="verdict">
      ${ring(score.total / 100, toneOf(report), `${score.total} %`, 132)}
      <div>
        <h1>${headline(report)}</h1>
        <p class="service"><code>${service.command ?? service.url ?? ''}</code></p>
        <p class="counts">Score ${score.total} of 100: ${countsLine(report)}.</p>
        <p class="facts">${facts.join(' · ')}</p>
      </div>
    </div>
    ${
      notes.length > 0 &&
      markup`<ul class="notes">
        ${notes.map((note) => markup`<li>${note}</li>`)}
      </ul>`
    }
    <div class="topics" role="group" aria-label="Score by topic; choose one to see only its rules">
      ${topics(report)}
    </div>
  </header>`;
}

function topics({ findings, score }: Report): Markup[] {
  const present = new Set(findings.map(({ topic }) => topic));
  return TOPICS.filter((topic) => present.has(topic)).map((topic) => {
    const { passed = 0, of = 0 } = score.topics[topic] ?? {};
    const breaking = findings.some((finding) => finding.topic === topic && breaks(finding));
    const tone: Tone = of === 0 ? 'none' : passed === of ? 'ok' : breaking ? 'bad' : 'warn';
    const said = of === 0 ? 'nothing was judged' : `${passed} of ${of} passed`;
    return markup`<button
      type="button"
      class="topic"
      data-topic="${topic}"
      aria-pressed="false"
      aria-label="${topicName(topic)}: ${said}"
    >
      ${ring(of === 0 ? 0 : passed / of, tone, of === 0 ? '–' : `${passed}/${of}`, 56)}
      <span>${topicName(topic)}</span>
    </button>`;
  });
}

function toneOf(report: Report): Tone {
  const code = exitCode(report);
  return code === 1
    ? 'bad'
    : code === 2
      ? 'none'
      : report.score.total < 100 || isHollow(report.findings)
        ? 'warn'
        : 'ok';
}
