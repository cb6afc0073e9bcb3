import type { Exchange, Exit, LogLine } from '../../src/engine/evidence.ts';
import type { Rule, Verdict } from '../../src/engine/rule.ts';
import type { LoadFacts } from '../../src/lab/lab.ts';

/** What a rule says about written facts; they are as incomplete as the case allows. */
export function judged(rule: Rule, seen: Record<string, unknown>): Verdict {
  return rule.judge(seen as never);
}

/** An exchange that ended with a status or an error, at a time. */
export function ended(how: number | string, at = 0, headers: Record<string, string> = {}): Exchange {
  const request = { method: 'GET', path: '/', headers: {} };
  const common = {
    kind: 'exchange',
    request,
    connected: true,
    sent: true,
    startedAt: at,
    endedAt: at,
  } as const;
  return typeof how === 'number'
    ? { ...common, response: { status: how, headers, body: '' } }
    : { ...common, error: how };
}

/** An end of the process: exit code or signal, so many ms after ours. */
export function exited(how: number | string | null, afterSignal = 100): Exit {
  const code = typeof how === 'number' ? how : null;
  return { kind: 'exit', code, signal: typeof how === 'string' ? how : null, at: afterSignal, afterSignal };
}

export function logged(text: string): LogLine {
  return { kind: 'log', stream: 'stdout', at: 1, text };
}

/** A load of a hundred requests. */
export function loaded(change: Partial<LoadFacts> = {}): LoadFacts {
  return {
    requests: 100,
    outcomes: { 200: 100 },
    lost: 0,
    raced: 0,
    losses: [],
    latency: { p50: 1, p95: 2, p99: 3, max: 4 },
    startedAt: 0,
    endedAt: 1000,
    ...change,
  };
}
