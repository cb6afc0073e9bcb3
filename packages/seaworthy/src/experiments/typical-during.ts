/** A request that was followed by the next one as soon as it was answered; times in ms on one clock. */
export interface Probed {
  startedAt: number;
  endedAt: number;
}

/**
 * How long a request takes, in ms, that comes at some moment between `from` and `to`: the median over time. One over
 * requests would count few that wait long for less than many that do not, although they fill the time. `NaN` when no
 * request was under way.
 */
export function typicalDuring(probes: readonly Probed[], from: number, to: number): number {
  const shares = probes
    .map(({ startedAt, endedAt }, index) => {
      const until = probes[index + 1]?.startedAt ?? endedAt;
      return { took: endedAt - startedAt, share: Math.min(until, to) - Math.max(startedAt, from) };
    })
    .filter(({ share }) => share > 0)
    .sort((a, b) => a.took - b.took);
  let left = shares.reduce((sum, { share }) => sum + share, 0) / 2;
  return shares.find(({ share }) => (left -= share) <= 0)?.took ?? NaN;
}
