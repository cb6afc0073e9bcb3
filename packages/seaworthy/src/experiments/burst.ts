import type { Exchange, Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab, LoadFacts } from '../lab/lab.ts';
import { statusOf, succeeded } from './answer.ts';
import { median } from './median.ts';
import { took } from './took.ts';

/** Requests at the same time: some twenty times what a small service sees. */
const CONNECTIONS = 100;
const SECONDS = 2;
const ROUNDS = 3;
/** A probe is late after a second, which is Kubernetes' default timeout. In ms. */
const LATE = 1000;

/** One burst, and the liveness probe meanwhile. */
export interface Burst {
  load: LoadFacts;
  probes: Exchange[];
  /** How long until answers came as fast as before, in ms; `null` when they did not within 10 s. */
  recoveredAfter: number | null;
  exit: Exit | null;
}

/**
 * A burst of requests, with the liveness probe asked meanwhile. A round with losses or a late probe is run again. Ends
 * with reads while the dependencies are away, to collect refusals.
 */
export default experiment({
  id: 'burst',
  title: `sends bursts of ${CONNECTIONS} requests at the same time`,
  subject: 'fresh',
  alone: true,
  needs: ['start', 'disturb', 'read'],
  deadline: 120_000,

  async run(lab) {
    const peace = [];
    for (let count = 0; count < 10; count += 1) peace.push(await lab.read());
    lab.control('the read route works in a new process', peace.every(succeeded));
    const calm = 2 * median(peace.map(took)) + 50;
    const refusals: Exchange[] = [];
    const rounds = [await burst(lab, calm, refusals)];
    while (rounds.length < ROUNDS && lab.alive() && !isFine(rounds.at(-1)!))
      rounds.push(await burst(lab, calm, refusals));
    if (lab.alive()) refusals.push(...(await readWithoutDependencies(lab)));
    return { connections: CONNECTIONS, late: LATE, rounds, refusals: refusals.filter(isRefusal) };
  },
});

function isFine({ load, probes, recoveredAfter }: Burst): boolean {
  return lostIn(load) === 0 && !isLate(probes) && recoveredAfter !== null;
}

/** Requests of a load that got neither an answer nor an orderly refusal. */
export function lostIn({ lost, raced, outcomes }: LoadFacts): number {
  const faults = Object.entries(outcomes).filter(([outcome]) => /^5\d\d$/.test(outcome) && outcome !== '503');
  return lost - raced + faults.reduce((sum, [, count]) => sum + count, 0);
}

/** Whether half of the probes or more came late or not at all. */
export function isLate(probes: readonly Exchange[]): boolean {
  return (
    probes.length > 0 &&
    median(probes.map((probe) => (probe.response === undefined ? Infinity : took(probe)))) > LATE
  );
}

async function burst(lab: Lab, calm: number, refusals: Exchange[]): Promise<Burst> {
  const probes: Exchange[] = [];
  const { live } = lab.profile;
  const over = new AbortController();
  const loading = lab
    .load({ connections: CONNECTIONS, seconds: SECONDS, keepAlive: true })
    .finally(() => over.abort());
  await lab.sleep(300);
  while (!over.signal.aborted) {
    const [probe, read] = await Promise.all([
      live === undefined ? undefined : lab.request({ path: live, timeout: 5000 }),
      lab.read({ timeout: 5000 }),
    ]);
    if (probe !== undefined) probes.push(probe);
    refusals.push(read);
    await lab.sleep(150);
  }
  const load = await loading;
  const since = lab.now();
  const fast = async (): Promise<boolean> => {
    const read = await lab.read();
    return succeeded(read) && took(read) <= calm;
  };
  const recovered =
    lab.alive() && (await lab.waitFor(async () => !lab.alive() || (await fast()), 10_000, 200));
  const exit = await lab.exit(0);
  const recoveredAfter = recovered && exit === null ? Math.round(lab.now() - since) : null;
  return { load, probes, recoveredAfter, exit };
}

async function readWithoutDependencies(lab: Lab): Promise<Exchange[]> {
  const proxies = lab.dependencies();
  if (proxies.length === 0) return [];
  for (const proxy of proxies) {
    proxy.set('gone');
    proxy.cut('RST');
  }
  const reads = [];
  for (let count = 0; count < 3 && lab.alive(); count += 1) reads.push(await lab.read({ timeout: 8000 }));
  return reads;
}

function isRefusal(exchange: Exchange): boolean {
  return [429, 503].includes(statusOf(exchange));
}
