import type { Endpoint, Reply } from '../seam.ts';
import type { Health, HealthChecks } from './checks.ts';

/** Where the service is between its start and its end. */
export type Phase = 'starting' | 'running' | 'draining' | 'closing' | 'closed';

/**
 * `/livez`: the process answers, whatever its dependencies do. `/readyz`: requests are welcome; 503 with `Retry-After`
 * while starting, while draining and while a required dependency is down. Bodies hold names only.
 */
export function healthEndpoints(checks: HealthChecks, phase: () => Phase): Endpoint[] {
  return [
    { path: '/livez', level: 'debug', answer: () => LIVE },
    {
      path: '/readyz',
      level: 'debug',
      async answer() {
        if (phase() !== 'running') return reply(checks.last, false);
        const health = await checks.run();
        // A check takes its time, and the signal to stop may have come meanwhile.
        return reply(health, health.ready && phase() === 'running');
      },
    },
  ];
}

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'no-store' } as const;
const LIVE: Reply = { status: 200, headers: HEADERS, body: '{"status":"ok"}' };
const UNAVAILABLE_HEADERS = { ...HEADERS, 'retry-after': '1' } as const;

function reply({ checks }: Health, ready: boolean): Reply {
  return ready
    ? { status: 200, headers: HEADERS, body: JSON.stringify({ status: 'ok', checks }) }
    : { status: 503, headers: UNAVAILABLE_HEADERS, body: JSON.stringify({ status: 'unavailable', checks }) };
}
