import type { Exchange, Exit, LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';
import { everyDependency } from './every-dependency.ts';
import { lastWords } from './last-words.ts';
import { runtimeReports } from './runtime-reports.ts';

export interface Departures {
  /** Requests whose client left before the answer. */
  left: number;
  exit: Exit | null;
  lastWords: LogLine[];
  /** The first read that worked afterwards, or the last that did not. */
  read: Exchange;
  /** Open descriptors of the process tree before, and when they had had time to be closed. */
  descriptors: { before: number; after: number };
  /** What the runtime said of leaks and lost errors. */
  reports: LogLine[];
}

const WAVES = 4;
const WAVE = 50;

/** Clients that give up: in the middle of an answer that takes its time, and in the middle of their own body. */
export default experiment<Departures>({
  id: 'leave early',
  title: 'sends 200 requests and leaves before they are answered',
  subject: 'fresh',
  needs: ['start', 'read'],
  deadline: 90_000,
  async run(lab) {
    const every = everyDependency(lab);
    for (const _ of [1, 2]) {
      const known = await Promise.all(Array.from({ length: 10 }, () => lab.read()));
      lab.control('the known read works ten times at once', known.every(succeeded));
    }
    const before = lab.facts().fds;
    every.set({ delay: 100 });
    const since = lab.now();
    let left = 0;
    for (let wave = 0; wave < WAVES && lab.alive(); wave += 1) left += await leave(lab);
    every.set('none');
    const exit = await lab.exit(500);
    let read = await lab.read({ timeout: 5000 });
    await lab.waitFor(
      async () => succeeded(read) || !lab.alive() || succeeded((read = await lab.read({ timeout: 5000 }))),
      10_000,
      500,
    );
    if (exit === null) await lab.waitFor(() => lab.facts().fds <= before + 5, 10_000, 250);
    return {
      left,
      exit: exit ?? (await lab.exit(0)),
      lastWords: lab.alive() ? [] : lastWords(lab, since),
      read,
      descriptors: { before, after: lab.alive() ? lab.facts().fds : 0 },
      reports: runtimeReports(lab.allLogs()),
    };
  },
});

/** Half of them politely (FIN), half not (RST); the lab resets the last ones. */
async function leave(lab: Lab): Promise<number> {
  const { method, path, headers } = lab.profile.read!;
  const fields = Object.entries({ Host: lab.host, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const head = `${method} ${path} HTTP/1.1\r\n${fields.join('')}\r\n`;
  const readers = Array.from({ length: WAVE }, async (_, number) => {
    const connection = await lab.raw();
    connection.write(head);
    await lab.sleep(3 * number);
    if (number % 2 === 0) connection.destroy();
    else connection.end();
  });
  const writers =
    lab.profile.write === undefined ? [] : Array.from({ length: 5 }, async () => (await lab.hold()).abort());
  await Promise.all([...readers, ...writers]);
  return readers.length + writers.length;
}
