import { jsonText } from './json-text.ts';
import { masked } from './mask.ts';
import type { Report } from './report.ts';

/**
 * The report as JSON, as `schema/report.schema.json` describes it. Secrets are masked, in the facts too: it is for reading and
 * for other programs, and not for judging again.
 */
export function json(report: Report): string {
  return jsonText(masked(report), 2);
}
