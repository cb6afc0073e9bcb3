import { fail, inapplicable, pass, rule } from '../../engine/rule.ts';
import traffic from '../../experiments/serve-ordinary-traffic.ts';
import { loggedErrors } from '../../log-lines/about-errors.ts';
import { isAtLeast, levelOf } from '../../log-lines/level.ts';
import type { LogRecord } from '../../log-lines/record.ts';
import { stackOf } from '../../log-lines/stack.ts';

/** Twice happens where a library logs what it throws. */
const TOO_OFTEN = 3;

export default rule({
  id: 'logs/errors-are-logged-once',
  level: 'should',
  owner: 'app',
  title: 'An unexpected error is logged once',
  why: 'Each layer that logs and throws again adds a copy. Error rates are then a multiple of the truth, and the one line that matters is lost among its copies.',
  source:
    'https://github.com/goldbergyoni/nodebestpractices/blob/master/sections/errorhandling/centralizedhandling.md',
  doNotFlag:
    'The same stack twice for one request. Errors of different attempts, connections or layers that have different stacks. Warnings about retries.',
  fix: {
    express:
      '`seaworthy(app)` from @seaworthy/kit/express does this; by hand: log in the error handler only, and nowhere where the error is thrown again.',
    nestjs:
      '`seaworthy(app)` from @seaworthy/kit/nestjs does this; by hand: log in one global exception filter, not in services and interceptors too.',
    fastify:
      '`seaworthy(app)` from @seaworthy/kit/fastify does this; by hand: log in `setErrorHandler` only, not in `onError` hooks and handlers too.',
    fastapi:
      'Log in one exception handler, and do not let it raise again: the server would log the traceback too.',
    django:
      'Log in one place: set `response._has_been_logged = True` where a middleware has logged the error itself.',
    gin: 'Return errors from the layers below, and log them in one middleware.',
    'spring-boot':
      'Log in one `@RestControllerAdvice`, and set `logging.level.org.springframework.web` so that resolvers do not log it again.',
    any: 'Either log an error or pass it on, never both; log where it becomes the answer.',
  },
  uses: { traffic },
  judge({ traffic: seen }) {
    const logged = loggedErrors(seen);
    if ('outcome' in logged) return logged;
    const { failed, about, errors } = logged;
    const withStack = errors.filter(isOneError);
    if (withStack.length === 0) return inapplicable('it logs no error with a stack on one line');
    const named = about.map((own) => mostRepeated(own.filter((record) => withStack.includes(record))));
    const nobodys = withStack.filter((record) => !about.some((own) => own.includes(record)));
    const repeated = [...named, mostRepeated(nobodys).slice(failed.length - 1)].sort(
      (a, b) => b.length - a.length,
    )[0]!;
    const times = repeated.length;
    if (times < TOO_OFTEN) return pass();
    return fail({
      expected: 'each error once',
      actual: `the same stack ${times} times for one request`,
      evidence: repeated.slice(0, TOO_OFTEN).map(({ line }) => line),
    });
  },
});

/** Of a trace over many lines only its frames are seen, which repeat by nature. */
function isOneError(record: LogRecord): boolean {
  const level = levelOf(record);
  return (
    record.format !== 'text' &&
    stackOf(record) !== undefined &&
    (level === undefined || isAtLeast(level, 'error'))
  );
}

/** The largest group of records with the same stack. */
function mostRepeated(records: readonly LogRecord[]): readonly LogRecord[] {
  const groups = records.map((record) => records.filter((other) => stackOf(other) === stackOf(record)));
  return groups.sort((a, b) => b.length - a.length)[0] ?? [];
}
