import { readFileSync } from 'node:fs';
import type { Evidence } from '../../../src/engine/evidence.ts';
import type { Finding, Report } from '../../../src/report/report.ts';

/** A run of the sample rules against the sample service, kept: every outcome and two timelines. */
export function sample(): Report {
  return JSON.parse(readFileSync(new URL('report.json', import.meta.url), 'utf8')) as Report;
}

export function findingOf(report: Report, id: string): Finding {
  const found = report.findings.find((finding) => finding.id === id);
  if (found === undefined) throw new Error(`expected ${id} in the sample, got none`);
  return found;
}

/** The sample with one failure whose texts come from a service that fights back. */
export function hostile(text: string): Report {
  const report = sample();
  const evidence: Evidence[] = [
    {
      kind: 'exchange',
      request: { method: 'GET', path: `/${text}`, headers: { [text]: text }, body: text },
      response: { status: 500, headers: { 'x-text': text }, body: text },
      connected: true,
      sent: true,
      startedAt: 0,
      endedAt: 1,
    },
    { kind: 'log', stream: 'stderr', at: 1, text },
    { kind: 'note', text },
  ];
  Object.assign(findingOf(report, 'shutdown/finishes-in-flight'), { expected: text, actual: text, evidence });
  Object.assign(findingOf(report, 'docs/describes-itself'), { reason: text });
  const observation = report.observations['stop-with-open-requests'];
  if (observation?.status === 'seen') observation.timeline.push({ at: 400, kind: 'log', text });
  Object.assign(report.service, { command: text });
  return report;
}
