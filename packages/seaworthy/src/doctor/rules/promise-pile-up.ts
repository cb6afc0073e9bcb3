import type { DoctorRule } from '../finding.ts';
import { siteOf } from '../site-of.ts';

const LEAST = 20;

export const promisePileUp: DoctorRule = {
  id: 'promise-pile-up',
  title: 'Promises that are made settle',
  judge({ promises }) {
    if (promises === undefined) return { unclear: 'promises are watched with --memory only' };
    const { made, looked, left, stacks } = promises;
    const [most] = stacks;
    // Those of requests that are under way are few beside those that are done.
    if (most === undefined || most.left < LEAST || left < looked * 0.3) return [];
    const site = siteOf(most.stack);
    return [
      {
        severity: 'warn',
        summary: `Promises pile up: of ${looked} that were looked at ${left} never settled and are still held`,
        evidence: [`${made} were made in 1 s; ${most.left} of those left were made at one place`],
        ...(site !== undefined && { site }),
        fix: 'Let every promise settle: call `resolve` or `reject` on every path, and put a timeout on what may never answer (`AbortSignal.timeout`).',
      },
    ];
  },
};
