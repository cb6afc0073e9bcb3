import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';
import { median } from './median.ts';
import { took } from './took.ts';
import { works } from './works.ts';

/** Connections with an unfinished head, and connections that say nothing. */
const UNFINISHED = 10;
const SILENT = 200;
const ATTEMPTS = 3;
/** Longest wait for an ordinary answer next to them, in ms. */
const BUDGET = 1000;
/** On slow machines: so many times an answer in peace. */
const FACTOR = 20;

/** A crowd of connections, and the reads of somebody else meanwhile, up to the first that came in time. */
export interface Crowd {
  asked: number;
  /** How many were open when the last read was sent. */
  open: number;
  reads: Exchange[];
  served: boolean;
  /** Whether reads work once the crowd is gone. */
  worksAfter: boolean;
}

/** Holds connections open that send half a head, then ones that send nothing, and asks as somebody else. */
export default experiment({
  id: 'crowd-the-door',
  title: 'holds open connections that never finish a request, and asks as somebody else',
  subject: 'fresh',
  needs: ['start', 'disturb', 'read'],
  deadline: 120_000,

  async run(lab) {
    const peace = [];
    for (let count = 0; count < 5; count += 1) peace.push(await lab.read());
    lab.control('the read route works in a new process', peace.every(succeeded));
    const budget = Math.max(BUDGET, Math.round(FACTOR * median(peace.map(took))));
    const half = `GET ${lab.profile.read!.path} HTTP/1.1\r\nHost: ${lab.host}\r\nX-Unfinished: `;
    const unfinished = await crowd(lab, UNFINISHED, half, budget);
    const silent = await crowd(lab, SILENT, '', budget);
    return { budget, unfinished, silent };
  },
});

async function crowd(lab: Lab, asked: number, bytes: string, budget: number): Promise<Crowd> {
  const connections = [];
  const kind = bytes === '' ? 'silent' : 'unfinished';
  for (let count = 0; count < asked; count += 1) {
    const connection = await lab.raw('');
    if (bytes !== '') connection.write(bytes);
    connections.push(connection);
  }
  lab.note(`${asked} ${kind} connections are opened`);
  await lab.sleep(200);
  const reads: Exchange[] = [];
  let served = false;
  let open = 0;
  while (!served && reads.length < ATTEMPTS) {
    if (reads.length > 0) await lab.sleep(1000);
    open = connections.filter((connection) => connection.ended() === undefined).length;
    const read = await lab.read({ timeout: budget });
    reads.push(read);
    served = read.response !== undefined;
  }
  lab.note(`${open} of ${asked} ${kind} connections were open meanwhile`);
  for (const connection of connections) connection.destroy();
  return { asked, open, reads, served, worksAfter: await works(lab) };
}
