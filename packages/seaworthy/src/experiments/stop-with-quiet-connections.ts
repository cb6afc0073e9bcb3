import type { Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { answerOn, askOn } from '../lab/ask-on.ts';
import type { Lab, RawConnection } from '../lab/lab.ts';
import { headOf } from '../lab/request-bytes.ts';
import { writeOf } from '../lab/known-requests.ts';
import { isCleanExit } from './clean-exit.ts';

const IDLE = 5;
const SILENT = 5;
/** A stop that takes longer than this is looked at more closely, in ms. */
const PROMPT = 3000;
/** Platforms kill after 30 s, so that is how long a stop may take when nothing is open. */
const GRACE = 30_000;
/** How much longer it may take for connections on which nothing happens, in ms. */
const ALLOWANCE = 10_000;

/** How long a busy service may take to accept what waits at its door, in ms. */
const ACCEPTED_WITHIN = 500;

/** How many connections of each kind are open at the signal. */
interface Open {
  idle?: number;
  silent?: number;
}

/** One stop: which connections were open at the signal, and what came of it. */
export interface Stop {
  idle: number;
  silent: number;
  /** Whether it had accepted them all before the signal; who serves one at a time has not. */
  accepted: boolean;
  /** Of them all, how many the service had ended before it was gone or time was up. */
  closed: number;
  waited: number;
  /** Whether a request that was open at the signal was answered; `null` when none could be held. */
  drained: boolean | null;
  exit: Exit | null;
}

/**
 * SIGTERM while keep-alive connections idle and others never said a word. When the service had accepted them all and is
 * gone at once, one process has told everything; else new processes tell which kind of connection it waited for.
 */
export default experiment({
  id: 'stop-with-quiet-connections',
  title: 'sends SIGTERM while connections are open on which nothing happens',
  subject: 'fresh',
  needs: ['start', 'signals'],
  deadline: 120_000,

  async run(lab) {
    const together = await stop(lab, { idle: IDLE, silent: SILENT }, ALLOWANCE);
    if (isPrompt(together) && together.accepted) return { together };
    lab.signal('SIGKILL');
    await lab.exit(5000);
    lab.note('again without any open connection');
    const alone = await stopAnother(lab, {}, GRACE);
    if (alone.exit === null) return { together, alone };
    const within = (alone.exit.afterSignal ?? 0) + ALLOWANCE;
    lab.note('again with idle keep-alive connections only');
    const idle = await stopAnother(lab, { idle: IDLE }, within);
    lab.note('again with silent connections only');
    const silent = await stopAnother(lab, { silent: SILENT }, within);
    return { together, alone, idle, silent };
  },
});

function isPrompt({ exit }: Stop): boolean {
  return exit !== null && (exit.afterSignal ?? 0) <= PROMPT && isCleanExit(exit);
}

async function stopAnother(lab: Lab, open: Open, within: number): Promise<Stop> {
  const other = await lab.another({});
  try {
    return await stop(other, open, within);
  } finally {
    await other.close();
  }
}

async function stop(lab: Lab, { idle = 0, silent = 0 }: Open, within: number): Promise<Stop> {
  const idling: RawConnection[] = [];
  const waiting: RawConnection[] = [];
  const held = idle > 0 ? await holdOn(lab) : undefined;
  while (idling.length < idle) {
    const connection = await lab.raw('');
    const answer = await askOn(connection, lab, lab.profile.read ?? { path: '/' }, 5000);
    if (answer?.kept !== true) {
      connection.destroy();
      break;
    }
    idling.push(connection);
  }
  while (waiting.length < silent) waiting.push(await lab.raw(''));
  const all = [...idling, ...waiting];
  const accepted = await lab.waitFor(() => lab.facts().connections >= all.length, ACCEPTED_WITHIN);
  const open = all.filter((connection) => connection.ended() === undefined);
  lab.note(`${idling.length} idle and ${waiting.length} silent connections are open`);
  lab.signal('SIGTERM');
  let drained: boolean | null = null;
  if (held !== undefined) {
    await lab.sleep(100);
    const answer = await held.finish();
    drained = answer !== undefined;
    if (answer?.kept === true) idling.push(held.connection);
  }
  const exit = await lab.exit(within);
  const closed = open.filter((connection) => connection.ended() !== undefined).length;
  for (const connection of [...all, ...(held === undefined ? [] : [held.connection])]) connection.destroy();
  return { idle: idling.length, silent: waiting.length, accepted, closed, waited: within, drained, exit };
}

/** A request that is open at the signal, on a connection that idles when it has been answered. */
async function holdOn(lab: Lab) {
  const known = lab.profile.write;
  if (known === undefined) return undefined;
  const connection = await lab.raw('');
  const spec = writeOf(known, { headers: { Connection: 'keep-alive', Expect: '100-continue' } });
  connection.write(headOf(lab, spec));
  const continued = await connection.until((received) => received.startsWith('HTTP/1.1 100'), 1000);
  if (!continued || connection.ended() !== undefined) {
    connection.destroy();
    return undefined;
  }
  lab.note('one request is held open on a connection that is kept');
  return {
    connection,
    finish: async () => {
      connection.write(spec.body ?? '');
      const answer = await answerOn(connection, spec.method ?? 'POST', 0, 5000);
      lab.note(`the held request was answered with ${answer?.status ?? 'nothing'}`);
      return answer;
    },
  };
}
