import { setTimeout as sleep } from 'node:timers/promises';
import { maskedCommand } from '../report/mask.ts';
import { examineMemory } from './examine-memory.ts';
import type { Examination } from './examination.ts';
import { kernelSockets } from './kernel-sockets.ts';
import { lookDeep, type DeepOptions } from './look-deep.ts';
import { pilingUp } from './piling-up.ts';
import { identify, type Identity } from './probes/identify.ts';
import { knowPools } from './probes/know-pools.ts';
import { walk } from './probes/walk.ts';
import { watchBirths } from './probes/watch-births.ts';
import { watchHandles } from './probes/watch-handles.ts';
import { watchListeners } from './probes/watch-listeners.ts';
import { watchLoop } from './probes/watch-loop.ts';
import { watchPools } from './probes/watch-pools.ts';
import { watchPromises } from './probes/watch-promises.ts';
import { watchRejections } from './probes/watch-rejections.ts';
import { watchResources } from './probes/watch-resources.ts';
import { profileLoop } from './profile-loop.ts';
import { stackNow } from './stack-now.ts';
import { CdpTimeout, type Target } from './target/target.ts';

export interface ExamineOptions {
  /** How long listeners, sockets, timers and the loop are watched, in ms. */
  window?: number;
  /** Force garbage collections, and sample allocations and promises. */
  memory?: boolean;
  /** Look at every object of the heap, unless that would take too long. */
  deep?: DeepOptions;
  /** Told what is done next. */
  stage?: (what: string) => void;
}

const WINDOW = 3_000;
const HANDLES = 1_000;
const POOLS = 2_000;
const MEMORY = 4_000;
/** Of a heap this full, or half as full and collected this much, little is needed to persuade V8 that there is no hope. */
const FULL = 0.6;
const COLLECTING = 0.1;
const HALF_FULL = 0.3;
const BYTES_PER_OBJECT = 1_000;
/** An event loop that does not answer for so long is blocked. */
const ANSWER = 1_000;
/** One that is inside of a native call can be interrupted only after it. */
const PATIENCE = 10_000;

/** Examines a process: 5 to 8 s without `memory`. */
export async function examine(
  target: Target,
  { window = WINDOW, memory = false, deep, stage = () => {} }: ExamineOptions = {},
): Promise<Examination> {
  const began = performance.now();
  const at = new Date().toISOString();
  const { pid, command, folder, ports } = target.process;
  const identity = await target.interrupt(identify, undefined, PATIENCE);
  const finish = async (rest: Partial<Examination>): Promise<Examination> => ({
    format: 1,
    process: { pid, command: maskedCommand(command), folder, ports },
    at,
    identity,
    blocked: undefined,
    ...rest,
    longestPause: await target.longestPause(),
    ms: performance.now() - began,
  });
  stage('asks whether the event loop answers');
  const blocked = await blockedBy(target);
  if (blocked !== undefined) return finish({ blocked });

  const seen: Partial<Examination> = {};
  try {
    await lookAt(target, seen, identity, { window, memory, stage, ...(deep !== undefined && { deep }) });
  } catch (error) {
    // It answered at first, and then no more: what is on its stack now says why.
    if (!(error instanceof CdpTimeout)) throw error;
    return finish({ ...seen, blocked: await stacksOf(target) });
  }
  return finish(seen);
}

/** What takes its time, into `seen` as it comes. */
async function lookAt(
  target: Target,
  seen: Partial<Examination>,
  identity: Identity,
  { window: ms, memory, deep, stage }: Required<Omit<ExamineOptions, 'deep'>> & Pick<ExamineOptions, 'deep'>,
): Promise<void> {
  stage('watches the event loop, listeners, sockets and timers');
  const { result: watched, cpu } = await profileLoop(target, () =>
    Promise.all([
      target.run(watchLoop, { ms }, ms + 10_000),
      target.run(watchListeners, { ms }, ms + 10_000),
      target.run(watchBirths, { ms }, ms + 10_000),
      target.run(watchResources, { ms, times: 8 }, ms + 10_000),
      target.run(watchRejections, { ms, mode: identity.unhandledRejections }, ms + 10_000),
    ]),
  );
  const [loop, listeners, births, resources, rejections] = watched;
  Object.assign(seen, { loop, cpu, listeners, births, resources, rejections });
  const kinds = pilingUp(resources).map(({ kind }) => kind);
  seen.handles = kinds.length === 0 ? [] : await target.run(watchHandles, { ms: HANDLES, kinds });
  seen.sockets = kernelSockets(target.process.pid);
  seen.workers = await countWorkers(target);

  // What comes now takes memory in the process; of one that has none left it would be the end.
  const full = identity.heapUsed / identity.heapLimit;
  if (full > FULL || (full > HALF_FULL && loop.gc.share > COLLECTING)) return;

  stage('walks through what the process holds');
  await target.run(knowPools, undefined);
  const walked = await target.run(walk, { slice: 5, ms: 4_000, objects: objectsFor(identity) }, 30_000);
  seen.walk = walked;
  seen.pools = [];
  if (walked.pools.length > 0) {
    stage('watches the connection pools');
    seen.pools = await target.run(watchPools, { ms: POOLS, times: 11 }, POOLS + 10_000);
  }
  if (memory) {
    stage('watches the heap; each reading stops the process for a garbage collection');
    seen.promises = await target.run(watchPromises, { ms: 1_000, share: 10 }, 20_000);
    seen.memory = await examineMemory(target, { ms: MEMORY, times: 5 });
  }
  if (deep !== undefined) {
    stage('looks at every object, which stops the process');
    seen.deep = await lookDeep(target, deep);
  }
}

/** The walk remembers what it has seen, and must not be what fills the heap. */
function objectsFor({ heapUsed, heapLimit }: Identity): number {
  return Math.max(1_000, Math.min(400_000, Math.floor((heapLimit - heapUsed) / BYTES_PER_OBJECT)));
}

/** Stacks of what keeps the loop busy; `undefined` when the loop answers. */
async function blockedBy(target: Target): Promise<string[] | undefined> {
  const answers = await target
    .run(
      (visit) => new Promise<true>((resolve) => visit.builtin('timers').setImmediate(() => resolve(true))),
      undefined,
      ANSWER,
    )
    .catch((error: unknown) => {
      if (error instanceof CdpTimeout) return false;
      throw error;
    });
  return answers ? undefined : stacksOf(target);
}

/** What is on the stack, some looks apart. */
async function stacksOf(target: Target): Promise<string[]> {
  const stacks: string[] = [];
  for (let look = 0; look < 3; look++) {
    if (look > 0) await sleep(200);
    stacks.push(await stackNow(target));
  }
  return stacks;
}

async function countWorkers(target: Target): Promise<number> {
  let workers = 0;
  const stop = target.on(({ method }) => {
    if (method === 'NodeWorker.attachedToWorker') workers++;
  });
  try {
    await target.call('NodeWorker.enable', { waitForDebuggerOnStart: false });
    await sleep(50);
    await target.call('NodeWorker.disable');
  } catch {
    return 0;
  } finally {
    stop();
  }
  return workers;
}
