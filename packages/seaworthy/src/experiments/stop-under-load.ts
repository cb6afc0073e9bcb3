import type { Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab, LoadFacts } from '../lab/lab.ts';
import { headOf } from '../lab/request-bytes.ts';
import { ResponseReader } from '../lab/response-reader.ts';

/** Clients that keep their connections, and clients that open a new one for each request. */
const KEEPING = 10;
const OPENING = 6;
/** Pause of each client after an answer, in ms: busy, but not a benchmark. */
const PAUSE = 4;
const BEFORE = 400;
/** How long one request is held open after the signal, so that there is a drain to look at, in ms. */
const HELD = 500;
/** Longest time that the clients go on after the signal, in ms. */
const AFTER = 8000;
const PIPELINED = 3;
const ROUNDS = 3;

/** What became of the requests around one SIGTERM. */
export interface Round {
  signalledAt: number;
  keeping: LoadFacts;
  opening: LoadFacts;
  /** Requests written at once on one connection right before the signal; `cut` when an answer broke off in the middle. */
  pipelined: { asked: number; answered: number; cut: boolean };
  /** Whether a request that was held open at the signal was answered; `null` when none could be held. */
  drained: boolean | null;
  exit: Exit | null;
}

/**
 * SIGTERM in the middle of traffic: busy keep-alive clients, clients with a new connection each time, and requests
 * pipelined right before the signal. A race, so a round that loses something is run again on a new process.
 */
export default experiment({
  id: 'stop-under-load',
  title: 'sends SIGTERM while clients are busy, and accounts for every request',
  subject: 'fresh',
  needs: ['start', 'signals', 'disturb', 'read'],
  deadline: 90_000,

  async run(lab) {
    const rounds = [await stop(lab)];
    while (rounds.length < ROUNDS && lostSomething(rounds.at(-1)!)) {
      lab.signal('SIGKILL');
      await lab.exit(5000);
      lab.note('requests were lost: again, on a new process');
      const other = await lab.another({});
      rounds.push(await stop(other));
      await other.close();
    }
    return { clients: { keeping: KEEPING, opening: OPENING }, rounds };
  },
});

function lostSomething({ keeping, opening, pipelined }: Round): boolean {
  return keeping.lost + opening.lost > 0 || pipelined.cut;
}

async function stop(lab: Lab): Promise<Round> {
  const enough = new AbortController();
  const load = { seconds: 20, pause: PAUSE, signal: enough.signal };
  const keeping = lab.load({ ...load, connections: KEEPING, keepAlive: true });
  const opening = lab.load({ ...load, connections: OPENING });
  const { method, path, headers } = lab.profile.read!;
  const pipeline = await lab.raw('');
  await lab.sleep(BEFORE);
  const held = lab.profile.write === undefined ? undefined : await lab.hold();
  const question = headOf(lab, { method, path, headers: { ...headers, Connection: 'keep-alive' } });
  pipeline.write(question.repeat(PIPELINED));
  lab.note(`${PIPELINED} pipelined requests are written`);
  const signalledAt = lab.now();
  lab.signal('SIGTERM');
  await lab.sleep(HELD);
  const drained = held?.acknowledged === true ? (await held.finish()).response !== undefined : null;
  if (drained === null) held?.abort();
  await lab.exit(AFTER);
  await lab.sleep(200);
  enough.abort();
  const facts = { keeping: await keeping, opening: await opening };
  const exit = await lab.exit(5000);
  const pipelined = answersIn(pipeline.received(), method);
  lab.note(`${pipelined.answered} of ${PIPELINED} pipelined requests were answered`);
  pipeline.destroy();
  return { signalledAt, ...facts, pipelined, drained, exit };
}

function answersIn(received: string, method: string): Round['pipelined'] {
  let rest = Buffer.from(received, 'latin1');
  for (let answered = 0; ; answered += 1) {
    const end = rest.length === 0 ? 0 : endOfFirst(rest, method);
    if (end === undefined || end === 0) return { asked: PIPELINED, answered, cut: end === undefined };
    rest = rest.subarray(end);
  }
}

/** Where the first answer ends; `undefined` when it is not complete. */
function endOfFirst(bytes: Buffer, method: string): number | undefined {
  const reader = new ResponseReader(method);
  for (let at = 0; at < bytes.length; at += 1) {
    reader.push(bytes.subarray(at, at + 1));
    if (reader.complete) return at + 1;
  }
  return undefined;
}
