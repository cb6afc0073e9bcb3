import type { Exchange } from '../../src/engine/evidence.ts';
import type { Rule, Verdict } from '../../src/engine/rule.ts';

/** An exchange as an experiment would have seen it; a body that is no string becomes JSON. */
export function answer(
  status: number,
  body: unknown = '',
  headers: Record<string, string> = {},
  request: Partial<Exchange['request']> = {},
): Exchange {
  const isText = typeof body === 'string';
  const type = isText
    ? {}
    : { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' };
  const text = isText ? body : JSON.stringify(body);
  return { ...written(request), response: { status, headers: { ...type, ...headers }, body: text } };
}

/** An exchange without an answer. */
export function lost(error: string, more: Partial<Pick<Exchange, 'connected' | 'sent'>> = {}): Exchange {
  return { ...written({}), ...more, error };
}

/** What the rule says about facts, which are taken as they come out of a report: through JSON. */
export function judged(rule: Rule, facts: Record<string, unknown>): Verdict {
  return rule.judge(JSON.parse(JSON.stringify(facts)) as never);
}

/** Only its outcome. */
export function outcome(rule: Rule, facts: Record<string, unknown>): Verdict['outcome'] {
  return judged(rule, facts).outcome;
}

function written(request: Partial<Exchange['request']>): Exchange {
  return {
    kind: 'exchange',
    request: { method: 'GET', path: '/users', headers: {}, ...request },
    connected: true,
    sent: true,
    startedAt: 0,
    endedAt: 1,
  };
}
