import type { Exchange } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';

export interface Recovery {
  /** Time from the mending to the first of enough successes in a row, in ms; `null` when it did not come. */
  after: number | null;
  /** The last request that failed. */
  failure?: Exchange;
  /** How long we waited, in ms. */
  waited: number;
}

const EVERY = 500;

/** Reads until it works `wanted` times in a row: other workers, other connections may need longer than the first. */
export async function recovery(lab: Lab, wanted: number, within: number): Promise<Recovery> {
  const since = lab.now();
  let failure: Exchange | undefined;
  let streak = 0;
  let streakSince = since;
  while (streak < wanted && lab.now() - since < within && lab.alive()) {
    const answer = await lab.read({ timeout: 5000 });
    if (succeeded(answer)) {
      if (streak === 0) streakSince = answer.endedAt;
      streak += 1;
      continue;
    }
    failure = answer;
    streak = 0;
    await lab.sleep(EVERY);
  }
  return {
    after: streak >= wanted ? Math.round(streakSince - since) : null,
    ...(failure !== undefined && { failure }),
    waited: Math.round(lab.now() - since),
  };
}
