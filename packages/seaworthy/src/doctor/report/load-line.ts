import type { LoadOutcome } from '../examination.ts';

/** `asked GET / 812 times: 200 (809), ECONNRESET (3)`, most frequent first. */
export function loadLine({ request, requests, outcomes }: LoadOutcome): string {
  const how = Object.entries(outcomes)
    .sort((a, b) => b[1] - a[1])
    .map(([outcome, times]) => `${outcome} (${times})`);
  return `asked ${request} ${requests} times: ${how.join(', ')}`;
}
