/** A failure that the user has decided to live with. */
export interface Acceptance {
  reason: string;
  /** The last day on which it holds, `YYYY-MM-DD` in UTC. */
  until?: string;
}

export interface Accepted extends Acceptance {
  /** The last day is over: the failure counts again. */
  expired?: true;
}

/** The acceptance as it stands at `now`. */
export function acceptanceOf(acceptance: Acceptance, now: Date): Accepted {
  const { reason, until } = acceptance;
  if (until === undefined) return { reason };
  return { reason, until, ...(now.toISOString().slice(0, 10) > until && { expired: true as const }) };
}
