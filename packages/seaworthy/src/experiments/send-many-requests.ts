import { randomBytes } from 'node:crypto';
import type { LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab, LoadFacts, RequestSpec } from '../lab/lab.ts';
import { changed } from '../lab/known-requests.ts';
import { succeeded } from './answer.ts';
import { everyDependency } from './every-dependency.ts';
import { runtimeReports } from './runtime-reports.ts';

export interface ManyRequests {
  /** What the process tree held after the warm-up and after each of two equal blocks, at rest. */
  held: Held[];
  /** What came of both blocks, by status or error. */
  outcomes: Record<string, number>;
  /** How many were sent in both blocks. */
  requests: number;
  /** Names of the variables behind which the dependencies are; `''` without any. */
  dependencies: string;
  /** All connections to them that were tried. */
  attempts: number;
  /** What the runtime said of leaks and lost errors. */
  reports: LogLine[];
  alive: boolean;
}

export interface Held {
  descriptors: number;
  /** To the dependencies. */
  connections: number;
}

const BLOCK = 1000;
const SECONDS = 12;
const AT_ONCE = 20;
/** Longest wait for what is being closed, in ms. */
const REST = 10_000;

/** Reads and errors, two thousand in all, and what is left of them. */
export default experiment<ManyRequests>({
  id: 'send many requests',
  title: 'sends 2,000 requests, good and bad, and looks what is left open',
  subject: 'fresh',
  alone: true,
  needs: ['start', 'read'],
  deadline: 90_000,
  async run(lab) {
    const every = everyDependency(lab);
    const first = await Promise.all(Array.from({ length: 10 }, () => lab.read()));
    lab.control('the known read works ten times at once', first.every(succeeded));
    const connections = every.open();
    const spec = mixture(lab);
    await lab.load({ spec, connections: AT_ONCE, requests: 200, seconds: SECONDS });
    await lab.sleep(500);
    const held: Held[] = [{ descriptors: lab.facts().fds, connections }];
    const blocks: LoadFacts[] = [];
    while (blocks.length < 2) {
      blocks.push(await lab.load({ spec, connections: AT_ONCE, requests: BLOCK, seconds: SECONDS }));
      const { descriptors } = held[0]!;
      await lab.waitFor(
        () => lab.facts().fds <= descriptors + 5 && every.open() <= connections + 10,
        REST / 2,
        250,
      );
      held.push({ descriptors: lab.facts().fds, connections: every.open() });
    }
    return {
      held,
      outcomes: sum(blocks),
      requests: blocks.reduce((all, { requests }) => all + requests, 0),
      dependencies: every.names,
      attempts: every.attempts().length,
      reports: runtimeReports(lab.allLogs()),
      alive: lab.alive(),
    };
  },
});

/** Mostly the known read; every tenth request asks for what is not there, every twentieth is broken JSON. */
function mixture(lab: Lab): (number: number) => RequestSpec {
  const { read, write } = lab.profile;
  const good = changed(read!, {});
  const missing = { ...good, path: `/sw-${randomBytes(6).toString('hex')}` };
  const broken =
    write && changed(write, { body: '{"name":', headers: { 'Content-Type': 'application/json' } });
  return (number) =>
    number % 10 !== 0 ? good : number % 20 === 0 && broken !== undefined ? broken : missing;
}

function sum(blocks: readonly LoadFacts[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { outcomes } of blocks)
    for (const [outcome, count] of Object.entries(outcomes)) all[outcome] = (all[outcome] ?? 0) + count;
  return all;
}
