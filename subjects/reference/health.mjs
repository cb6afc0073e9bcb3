import { defect } from './defect.mjs';
import { described, Problem } from './errors.mjs';
import { log } from './log.mjs';

/** How long an answer of the database is believed, in ms. */
const FRESH = 1000;
/** Longest that readiness waits for the database, in ms: probes give up after a second. */
const LONGEST = 800;

/** The two probes. Liveness asks nobody; readiness asks the database, if there is one. */
export function healthRoutes(state, database) {
  const isUp = database === undefined ? () => Promise.resolve(true) : cached(() => database.ping());
  return {
    '/livez': {
      GET: async () => {
        if (defect('health/has-liveness')) throw new Problem(404);
        if (defect('health/liveness-ignores-dependencies') && !(await isUp())) return unavailable();
        return { body: { status: 'ok' } };
      },
    },
    '/readyz': {
      GET: async () => {
        if (defect('health/has-readiness')) throw new Problem(404);
        if (state.draining && !defect('shutdown/turns-readiness-off')) return unavailable();
        const blind = defect('health/readiness-follows-dependencies') && state.wasReady;
        const up = blind || defect('boot/is-not-ready-without-dependency') || (await isUp());
        state.wasReady ||= up;
        const checks = database === undefined ? {} : { database: up ? 'ok' : 'down' };
        if (up && (!state.draining || defect('shutdown/turns-readiness-off'))) {
          return { body: { status: 'ok', checks } };
        }
        if (defect('health/status-agrees-with-body')) return { body: { status: 'down', checks } };
        return unavailable(checks, isUp.lastError);
      },
    },
  };
}

function unavailable(checks = {}, error = undefined) {
  const reason = defect('health/leaks-nothing') ? (error?.cause ?? error)?.message : undefined;
  return {
    status: 503,
    headers: defect('overload/says-when-to-retry') ? {} : { 'retry-after': '1' },
    body: { status: 'unavailable', checks, reason },
  };
}

/** Asks at most once per `FRESH`, one question at a time, each within `LONGEST`; logs changes only. */
function cached(ask) {
  let known;
  let knownAt = -Infinity;
  let asking;
  const isUp = () => {
    if (performance.now() - knownAt < FRESH && !defect('health/probes-are-cheap'))
      return Promise.resolve(known);
    return (asking ??= withinLimit(ask()).then(
      () => became(true),
      (error) => became(false, error),
    ));
  };
  const became = (up, error) => {
    if (up !== known && (known !== undefined || !up)) {
      log(
        up ? 'info' : 'warn',
        up ? 'database is up' : 'database is down',
        error && { err: described(error) },
      );
    }
    isUp.lastError = error;
    knownAt = performance.now();
    asking = undefined;
    return (known = up);
  };
  return isUp;
}

function withinLimit(answer) {
  if (defect('health/answers-in-time')) return answer;
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${LONGEST} ms`)), LONGEST);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
