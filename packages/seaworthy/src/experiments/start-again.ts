import type { Exchange, Exit, LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { freePort } from '../lab/free-port.ts';
import type { Lab } from '../lab/lab.ts';

/** How long a service may take to find out that its port is taken, in ms. */
const TAKEN = 10_000;
/** How long a start may take, in ms: what Kubernetes' usual probes grant. */
const BUDGET = 30_000;
/** How long the first requests are watched once the service says it is ready, in ms. */
const WATCH = 1000;
const ROUNDS = 3;
/** Names by which frameworks learn the address to bind. */
const HOSTS = ['HOST', 'UVICORN_HOST', 'FLASK_RUN_HOST', 'SERVER_ADDRESS', 'FASTIFY_ADDRESS'];

/** One start, watched from the outside. Times in ms since the command was started. */
export interface Start {
  /** What it was told, and what it listens on. */
  port: number;
  listener: { address: string; port: number } | null;
  answersAfter: number | null;
  readyAfter: number | null;
  /** Whether a readiness probe is known. */
  probed: boolean;
  /** Reads right after it said it was ready. */
  firstReads: Exchange[];
  /** Whether reads work in this process at last; `null` without a known read. */
  readsWork: boolean | null;
  exit: Exit | null;
}

/**
 * Starts the service a second time on the port of the first, then again on another port and all addresses, and watches
 * it come up. First requests that fail are looked at again on two more processes.
 */
export default experiment({
  id: 'start-again',
  title: 'starts the service on a taken port, then on another one, and watches it come up',
  subject: 'fresh',
  needs: ['start'],
  deadline: 180_000,

  async run(lab) {
    const taken = await startOnTakenPort(lab);
    lab.signal('SIGKILL');
    await lab.exit(5000);
    const starts = [await start(lab)];
    while (starts.length < ROUNDS && starts.at(-1)!.firstReads.some(failed)) starts.push(await start(lab));
    return { command: lab.command(), budget: BUDGET, taken, starts };
  },
});

/** Whether a read was not answered, or with a fault of the service. */
export function failed({ response }: Exchange): boolean {
  return response === undefined || response.status >= 500;
}

async function startOnTakenPort(lab: Lab) {
  const port = lab.listener()?.port ?? Number(lab.origin.port);
  lab.note(`starts a second process on port ${port}, which the first one has`);
  const other = await lab.another({ port, await: 'nothing' });
  const settled = await other.waitFor(() => !other.alive() || other.listener() !== undefined, TAKEN, 50);
  // What dies of the port may listen on another one before, for metrics or a debugger.
  await other.waitFor(() => !other.alive(), settled ? 1000 : 0, 50);
  const listener = other.listener();
  const exit = await other.exit(0);
  const logs: LogLine[] = other.logs().slice(-10);
  await other.close();
  return { port, waited: TAKEN, listener: listener ?? null, exit, logs, firstStillAnswers: lab.alive() };
}

async function start(lab: Lab): Promise<Start> {
  const port = await freePort();
  const env = Object.fromEntries(HOSTS.map((name) => [name, '0.0.0.0']));
  lab.note(`starts with PORT=${port} and HOST=0.0.0.0, and waits for it`);
  const since = lab.now();
  const other = await lab.another({
    port,
    env: { ...env, ASPNETCORE_URLS: `http://0.0.0.0:${port}` },
    await: 'nothing',
  });
  const passed = (): number => Math.round(lab.now() - since);
  const { live = '/', ready, read } = lab.profile;
  const get = (path: string): Promise<Exchange> => other.request({ path, timeout: 2000 });
  const until = (fact: () => Promise<boolean>): Promise<boolean> =>
    other.waitFor(async () => !other.alive() || (await fact()), BUDGET - passed(), 100);

  const listens = await until(async () => other.listener() !== undefined);
  const answers = listens && (await until(async () => (await get(live)).response !== undefined));
  const answersAfter = answers && other.alive() ? passed() : null;
  const probes = answersAfter !== null && ready !== undefined;
  const isReady = probes && (await until(async () => isYes(await get(ready)))) && other.alive();
  const readyAfter = isReady ? passed() : null;
  const firstReads = isReady && read !== undefined ? await readFor(other, WATCH) : [];
  const readsWork =
    read === undefined || answersAfter === null
      ? null
      : await other.waitFor(async () => isYes(await other.read({ timeout: 3000 })), 10_000, 250);
  const listener = other.listener() ?? null;
  const exit = await other.exit(0);
  await other.close();
  return {
    port,
    listener,
    answersAfter,
    readyAfter,
    probed: ready !== undefined,
    firstReads,
    readsWork,
    exit,
  };
}

async function readFor(lab: Lab, ms: number): Promise<Exchange[]> {
  const reads: Exchange[] = [];
  for (const end = lab.now() + ms; lab.now() < end; await lab.sleep(100))
    reads.push(await lab.read({ timeout: 3000 }));
  return reads;
}

function isYes({ response }: Exchange): boolean {
  return response !== undefined && response.status >= 200 && response.status < 300;
}
