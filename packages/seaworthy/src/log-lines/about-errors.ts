import type { OrdinaryTraffic } from '../experiments/serve-ordinary-traffic.ts';
import { statusOf } from '../experiments/answer.ts';
import { inapplicable, unclear, type Verdict } from '../engine/rule.ts';
import { recordsAbout, type Marked } from './about.ts';
import { isAtLeast, levelOf } from './level.ts';
import { recordOf, type LogRecord } from './record.ts';
import { stackOf } from './stack.ts';

/** What the log says of requests that failed unexpectedly. */
export interface LoggedErrors {
  /** The failed requests: answered 5xx, or not at all. */
  failed: Marked[];
  /** By request: every record about it. */
  about: LogRecord[][];
  /** Records about an error, of whichever request, from the first of them on. */
  errors: LogRecord[];
}

const WORDS =
  /exception|traceback|panic|refused|ECONN|EPIPE|timed? ?out|terminated|unreachable|unavailable|could not|cannot|can't|fail(?:ed|ure)|\berror\b|gone|closed|lost|reset/i;

/** The errors of the reads without dependencies; a verdict when there is nothing to judge. */
export function loggedErrors({
  asked,
  losses,
  noLoss,
  lines,
  stoppedAt,
}: OrdinaryTraffic): LoggedErrors | Verdict {
  if (losses.length === 0) return inapplicable(noLoss ?? 'no dependency was taken away');
  const failed = losses.filter(({ exchange }) => statusOf(exchange) === 0 || statusOf(exchange) >= 500);
  if (failed.length === 0) return inapplicable('the known read works without the dependencies');
  if (failed.every(({ exchange }) => exchange.response === undefined))
    return unclear('the reads got no answer: see errors/unexpected-error-is-answered');
  const records = lines.map(recordOf);
  const ordinary = new Set(recordsAbout(asked, records).flat().map(shapeOf));
  const [first] = failed;
  const since = records.filter(
    ({ line }) => line.at >= first!.exchange.startedAt && line.at < stoppedAt + 2000,
  );
  return {
    failed,
    about: recordsAbout(failed, records),
    // A line as any other request gets it says that something failed, not what.
    errors: since.filter(
      (record) => stackOf(record) !== undefined || (saysError(record) && !ordinary.has(shapeOf(record))),
    ),
  };
}

/** Whether it is about an error by its level or by its words. */
function saysError(record: LogRecord): boolean {
  return isAtLeast(levelOf(record), 'warn') || WORDS.test(record.text);
}

function shapeOf({ format, fields, text }: LogRecord): string {
  if (format !== 'text') return fields.map(({ key }) => key).join();
  // The same sentence with other figures.
  return text.replaceAll(/[0-9a-f]{8}-[\w-]+|[\d.:]+/gi, '0').slice(0, 40);
}
