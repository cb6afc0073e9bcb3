import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';
import type { EveryDependency } from './every-dependency.ts';
import { median } from './median.ts';

/** How a service is before its dependencies are disturbed. */
export interface Warmth {
  /** `GET /users/1`. */
  read: string;
  /** Names of the environment variables behind which the dependencies are. */
  dependencies: string;
  /** Whether the known read waits for a dependency. Else it says nothing about their loss. */
  needed: boolean;
  /** Of the known read, in ms. */
  usual: number;
}

/** How long the dependencies are held back each way to see who waits for them, in ms: more than a read needs by itself. */
const DELAY = { least: 150, most: 500 };
const AT_ONCE = 10;

/** Fills the pools, which open lazily, and finds out whether the known read uses what we are going to take away. */
export async function warmUp(lab: Lab, every: EveryDependency): Promise<Warmth> {
  const first = await Promise.all(Array.from({ length: AT_ONCE }, () => lab.read()));
  lab.control('the known read works ten times at once', first.every(succeeded));
  lab.control(
    `the service connects to the address in ${every.names}, where the proxy is`,
    every.attempts().length > 0,
  );
  const calm = await latencies(lab, 5);
  const delay = Math.min(DELAY.most, Math.max(DELAY.least, ...calm));
  every.set({ delay });
  const delayed = Math.min(...(await latencies(lab, 2)));
  every.set('none');
  const { method, path } = lab.profile.read!;
  return {
    read: `${method} ${path}`,
    dependencies: every.names,
    // Who waits, waits both ways. A busy machine makes answers late, and never early.
    needed: delayed > 1.9 * delay && delayed - Math.min(...calm) > delay,
    usual: median(calm),
  };
}

/** Why a rule says nothing about a service whose known read does without its dependencies. */
export function notNeeded({ read, dependencies }: Warmth): string {
  return `the known read, ${read}, does not ask ${dependencies}: tell a route that does as routes.read`;
}

async function latencies(lab: Lab, count: number): Promise<number[]> {
  const taken: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const { startedAt, endedAt, response } = await lab.read();
    // One that gave up waited as well.
    taken.push(response === undefined ? Infinity : endedAt - startedAt);
  }
  return taken;
}
