import type { Evidence } from '../engine/evidence.ts';
import { duration } from './duration.ts';
import { oneLine } from './printable.ts';

/** One piece of evidence on one line: `POST /users → 201 (12 ms)`. */
export function evidenceLine(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'exchange': {
      const { request, response, error, startedAt, endedAt } = evidence;
      const asked = oneLine(`${request.method} ${request.path}`, 120);
      return `${asked} → ${response?.status ?? oneLine(error ?? 'no answer')} (${duration(endedAt - startedAt)})`;
    }
    case 'exit': {
      const how = evidence.signal === null ? `exit ${evidence.code}` : `killed by ${evidence.signal}`;
      return evidence.afterSignal === null
        ? how
        : `${how}, ${duration(evidence.afterSignal)} after the signal`;
    }
    case 'log':
      return `${evidence.stream}: ${oneLine(evidence.text)}`;
    case 'note':
      return oneLine(evidence.text, 600);
  }
}
