import type { Movement } from './count-requests.ts';

/** Metrics of what a server was asked, and not of what it asks others or of what went wrong only. */
const ABOUT_REQUESTS = /(?:^|_)https?(?:_|$)|requests?(?:_|$)|responses?(?:_|$)/i;
const ABOUT_OTHERS =
  /client|outgoing|upstream|error|fail|exception|abort|timeout|in_flight|inflight|active|size|bytes|before_middlewares/i;

/** The counts of requests that moved, by sample name: counters, and the counts of histograms and summaries. */
export function requestCounts(movements: readonly Movement[]): Map<string, Movement[]> {
  return grouped(
    movements.filter(
      ({ name, type }) =>
        (type === 'counter' && !name.endsWith('_created')) ||
        (name.endsWith('_count') && type !== 'gauge') ||
        (name.endsWith('_total') && type === 'untyped'),
    ),
  );
}

/** Durations of requests that moved: by metric name, their sum and count. */
export function requestDurations(
  movements: readonly Movement[],
): { name: string; sum: number; count: number }[] {
  const timed = movements.filter(
    ({ name }) =>
      /_(?:sum|count)$/.test(name) && /duration|latency|seconds|time|elapsed|millis|_ms(?:_|$)/i.test(name),
  );
  const byBase = grouped(timed, (name) => name.replace(/_(?:sum|count)$/, ''));
  return [...byBase].map(([name, all]) => ({
    name,
    sum: total(all.filter((one) => one.name.endsWith('_sum'))),
    count: total(all.filter((one) => one.name.endsWith('_count'))),
  }));
}

export function total(movements: readonly Movement[]): number {
  return movements.reduce((sum, { by }) => sum + by, 0);
}

function grouped(
  movements: readonly Movement[],
  nameOf: (name: string) => string = (name) => name,
): Map<string, Movement[]> {
  const groups = new Map<string, Movement[]>();
  for (const one of movements) {
    if (!ABOUT_REQUESTS.test(one.name) || ABOUT_OTHERS.test(one.name)) continue;
    const name = nameOf(one.name);
    groups.set(name, [...(groups.get(name) ?? []), one]);
  }
  return groups;
}
