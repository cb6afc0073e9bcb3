import { head } from '../../report/html/head.ts';
import { markup, prose, type Markup } from '../../report/html/markup.ts';
import { ring } from '../../report/html/ring.ts';
import { style as shared } from '../../report/html/style.ts';
import { bytes } from '../bytes.ts';
import type { Diagnosis } from '../diagnose.ts';
import type { Examination } from '../examination.ts';
import type { Finding } from '../finding.ts';
import { graphs } from './html/graphs.ts';
import { style } from './html/style.ts';
import { loadLine } from './load-line.ts';

/** The diagnosis as one HTML file that asks nobody for anything: findings first, then what was measured. */
export function html(examination: Examination, { findings, unclear, healthy }: Diagnosis): string {
  const { process: target } = examination;
  const drawn = graphs(examination);
  return markup`<!doctype html>
    <html lang="en">
      ${head({ title: `${headline(findings)} ${target.command.join(' ')}`, style: shared + style })}
      <body>
        ${header(examination, findings, healthy.length)}
        <main>
          ${findings.length > 0 && markup`<section><h2>Findings</h2>${findings.map(shown)}</section>`}
          ${drawn.length > 0 && markup`<section><h2>Measured</h2><div class="graphs">${drawn}</div></section>`}
          ${
            unclear.length > 0 &&
            markup`<section>
              <h2>Not judged</h2>
              <dl class="told unjudged">
                ${unclear.map(({ rule, why }) => markup`<div><dt>${rule}</dt><dd>${prose(why)}</dd></div>`)}
              </dl>
            </section>`
          }
          ${
            healthy.length > 0 &&
            markup`<section>
              <h2>Nothing found by</h2>
              <p class="healthy">${healthy.map((rule) => markup`<span class="tag">${rule}</span> `)}</p>
            </section>`
          }
        </main>
      </body>
    </html>`.source;
}

function header(examination: Examination, findings: readonly Finding[], healthy: number): Markup {
  const { process: target, identity, at, ms, longestPause, load } = examination;
  const tone = findings.some(({ severity }) => severity === 'error')
    ? 'bad'
    : findings.length > 0
      ? 'warn'
      : 'ok';
  const facts = [
    `process ${target.pid}`,
    `Node ${identity.node}`,
    ...(target.ports.length === 0 ? [] : [`port ${target.ports.join(', ')}`]),
    `heap ${bytes(identity.heapUsed)} of ${bytes(identity.heapLimit)}, resident ${bytes(identity.rss)}`,
    ...(load === undefined ? [] : [loadLine(load)]),
    `${at.slice(0, 16).replace('T', ' ')} UTC`,
    `took ${(ms / 1000).toFixed(1)} s`,
    `longest pause caused ${longestPause.toFixed(0)} ms`,
  ];
  return markup`<header class="top">
    <div class="verdict">
      ${ring(1, tone, findings.length === 0 ? '✓' : String(findings.length), 132)}
      <div>
        <h1>${headline(findings)}</h1>
        <p class="service"><code>${target.command.join(' ')}</code></p>
        <p class="counts">${healthy} rules found nothing.</p>
        <p class="facts">${facts.join(' · ')}</p>
      </div>
    </div>
  </header>`;
}

function headline(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing wrong was found.';
  return findings.length === 1 ? 'One finding.' : `${findings.length} findings.`;
}

function shown({ rule, severity, summary, evidence, site, fix }: Finding): Markup {
  const bad = severity === 'error';
  return markup`<details class="finding ${bad ? 'fail' : 'unclear'}" open>
    <summary>
      <span class="mark" role="img" aria-label="${severity}">${bad ? '✗' : '!'}</span>
      <span class="what"><span class="title">${prose(summary)}</span><code class="id">${rule}</code></span>
    </summary>
    <div class="inside">
      ${site !== undefined && markup`<h4>Where</h4><p class="site"><code>${site}</code></p>`}
      <h4>Seen</h4>
      <ul class="evidence">${evidence.map((line) => markup`<li>${line}</li>`)}</ul>
      <h4>Fix</h4>
      <p class="fix">${prose(fix)}</p>
    </div>
  </details>`;
}
