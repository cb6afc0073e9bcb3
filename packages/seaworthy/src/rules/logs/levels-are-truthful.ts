import type { Exchange, LogLine } from '../../engine/evidence.ts';
import { fail, inapplicable, pass, rule, type Verdict } from '../../engine/rule.ts';
import { statusOf, told } from '../../experiments/answer.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { accessLog } from '../../fixes/access-log.ts';
import { recordsAbout } from '../../log-lines/about.ts';
import { isAtLeast, levelOf } from '../../log-lines/level.ts';
import { recordOf } from '../../log-lines/record.ts';

export default rule({
  id: 'logs/levels-are-truthful',
  level: 'should',
  owner: 'app',
  title: 'Failures of the service are logged at error, mistakes of its clients are not',
  why: 'Alerts count lines at error. When every misspelt path is one, people stop looking; when a 500 is none, nobody is called.',
  source:
    'https://github.com/goldbergyoni/nodebestpractices/blob/master/sections/errorhandling/operationalvsprogrammererror.md',
  doNotFlag:
    'Any level below error for 4xx. For a failure, one line at warn or above while the requests failed is enough, whichever it is. Lines without a level.',
  fix: {
    ...accessLog,
    express:
      '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: `customLogLevel: (request, response, error) => (error || response.statusCode >= 500 ? "error" : response.statusCode >= 400 ? "warn" : "info")` for pino-http, and no logging of client errors in the error handler.',
    any: 'Choose the level of the line by the status: error from 500, warn or info from 400, info below.',
  },
  uses: { traffic },
  judge({ traffic: { asked, losses, lines } }) {
    const records = lines.map(recordOf);
    const about = recordsAbout([...asked, ...losses], records);
    const seen = [...asked, ...losses].flatMap(({ exchange }, at) =>
      about[at]!.flatMap((record) => {
        const level = levelOf(record);
        return level === undefined ? [] : [{ exchange, record, level }];
      }),
    );
    if (seen.length === 0) return inapplicable('no line about a request has a level');
    const loud = seen.find(({ exchange, level }) => isClientError(exchange) && isAtLeast(level, 'error'));
    if (loud !== undefined)
      return found(
        loud.exchange,
        loud.record.line,
        'a level below error',
        `${loud.level} for ${told(loud.exchange)}`,
      );
    const failed = losses.filter(({ exchange }) => statusOf(exchange) >= 500);
    const since = failed[0]?.exchange.startedAt ?? Infinity;
    const grave = records.some((record) => record.line.at >= since && isAtLeast(levelOf(record), 'warn'));
    const quiet = seen.find(({ exchange }) => failed.some((one) => one.exchange === exchange));
    if (quiet !== undefined && !grave)
      return found(
        quiet.exchange,
        quiet.record.line,
        'a line at error',
        `${quiet.level} for ${told(quiet.exchange)}`,
      );
    return pass(failed.length === 0 ? 'judged by client errors only' : undefined);
  },
});

function isClientError(exchange: Exchange): boolean {
  return Math.trunc(statusOf(exchange) / 100) === 4;
}

function found(exchange: Exchange, line: LogLine, expected: string, actual: string): Verdict {
  return fail({ expected, actual, evidence: [exchange, line] });
}
