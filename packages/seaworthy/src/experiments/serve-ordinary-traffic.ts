import { randomUUID } from 'node:crypto';
import type { Exchange, Exit, LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import type { Marked } from '../log-lines/about.ts';
import { succeeded } from './answer.ts';
import { everyDependency } from './every-dependency.ts';
import { Marking, marksFor } from './traffic/marking.ts';
import {
  makeSecrets,
  requestsWithSecrets,
  secretHeaders,
  type Secret,
} from './traffic/requests-with-secrets.ts';
import { requestIdOf } from './request-id-of.ts';
import { slowRequests, type Slow } from './traffic/slow-requests.ts';

export interface OrdinaryTraffic {
  /** What the clock said when the experiment began, as epoch in ms. */
  epoch: number;
  /** Some requests of each kind, one after the other. */
  asked: Marked[];
  slow: Slow[];
  /** A write whose client left in the middle of its body; absent without a known write. */
  aborted?: { mark: string; at: number; worksAfter: boolean };
  secrets: Secret[];
  /** Ports of the proxies before the dependencies: in a URL they stand behind its password. */
  ports: number[];
  withSecrets: Marked[];
  /** Reads while the dependencies were away; if there are none, why. */
  losses: Marked[];
  noLoss?: string;
  /** Every line since the start. */
  lines: LogLine[];
  /** When the first request was sent, and when SIGTERM. */
  readyAt: number;
  stoppedAt: number;
  exit: Exit | null;
}

/** Longest wait for the lines of some requests in ms: they may be written late. */
const PATIENCE = 3000;
const MOST_LINES = 2000;
const NO_DEPENDENCY =
  'no dependency can be taken away: tell me one: `--dependency DATABASE_URL`, or `DATABASE_URL=embedded`';

/** Requests that can be told apart in the log, whatever it looks like; then one boot has served all rules about logs. */
export default experiment<OrdinaryTraffic>({
  id: 'serve ordinary traffic',
  title: 'sends known requests of all kinds, takes the dependencies away, stops it, and reads its log',
  subject: 'fresh',
  needs: ['start', 'signals', 'logs'],
  deadline: 90_000,
  async run(lab) {
    const epoch = Date.now() - lab.now();
    const marking = new Marking(lab);
    const readyAt = lab.now();
    await marking.calibrate();
    const asked = await mixedOutcomes(lab, marking);
    lab.control(
      'the service answers at all',
      asked.some(({ exchange }) => exchange.response !== undefined),
    );
    await linesOf(lab, asked);
    const secrets = makeSecrets();
    const withSecrets = await requestsWithSecrets(lab, marking, secrets);
    const slow = await slowRequests(lab, marking);
    const aborted = await abortedWrite(lab, marking);
    await linesOf(lab, [...slow, ...(aborted === undefined ? [] : [aborted])]);
    const lost = await losses(lab, marking, secretHeaders(secrets));
    await linesOf(lab, lost.losses);
    everyDependency(lab).set('none');
    const stoppedAt = lab.now();
    lab.signal('SIGTERM');
    const exit = await lab.exit(8000);
    const lines = lab.logs().slice(0, MOST_LINES);
    return {
      epoch,
      asked,
      slow,
      ...(aborted !== undefined && { aborted }),
      secrets: Object.values(secrets),
      ports: everyDependency(lab).ports,
      withSecrets,
      ...lost,
      lines,
      readyAt,
      stoppedAt,
      exit,
    };
  },
});

async function mixedOutcomes(lab: Lab, marking: Marking): Promise<Marked[]> {
  const { read, write } = lab.profile;
  const asked: Marked[] = [];
  for (let round = 0; round < 4; round += 1) {
    if (read !== undefined) asked.push(await marking.read('a read'));
    asked.push(await marking.unknown('an unknown path'));
    if (write === undefined) continue;
    asked.push(await marking.write('a write'));
    asked.push(await marking.write('malformed JSON', { body: '{"name":' }));
  }
  return asked;
}

/** Waits until a line about each of the requests is there, or none comes any more. */
async function linesOf(lab: Lab, requests: readonly { mark: string; exchange?: Exchange }[]): Promise<void> {
  const marks = requests.map(({ mark, exchange }) => [mark, exchange && requestIdOf(exchange)?.value]);
  await lab.waitFor(() => {
    const lines = lab.logs();
    return marks.every((ids) =>
      lines.some(({ text }) => ids.some((id) => id !== undefined && text.includes(id))),
    );
  }, PATIENCE);
}

async function abortedWrite(lab: Lab, marking: Marking): Promise<OrdinaryTraffic['aborted']> {
  if (lab.profile.write === undefined) return undefined;
  const mark = randomUUID();
  const open = await lab.hold({ ...marking.writePath(mark), headers: marksFor(mark) });
  await lab.sleep(100);
  const at = lab.now();
  open.abort();
  const after = lab.profile.read === undefined ? await lab.write() : await lab.read();
  return { mark, at, worksAfter: succeeded(after) };
}

async function losses(
  lab: Lab,
  marking: Marking,
  headers: Record<string, string>,
): Promise<Pick<OrdinaryTraffic, 'losses' | 'noLoss'>> {
  const every = everyDependency(lab);
  if (every.ports.length === 0) return { losses: [], noLoss: NO_DEPENDENCY };
  if (lab.profile.read === undefined)
    return { losses: [], noLoss: 'no read route is known: tell routes.read' };
  if (every.attempts().length === 0)
    return { losses: [], noLoss: `the service never reached ${every.names} through the proxy` };
  every.set('refuse');
  every.cut('FIN');
  if ((await lab.exit(500)) !== null)
    return { losses: [], noLoss: 'it died when its idle connections were cut' };
  const known = new Set(Object.keys(lab.profile.read.headers).map((name) => name.toLowerCase()));
  const unused = Object.entries(headers).filter(
    ([name]) => !known.has(name.toLowerCase()) && name !== 'Authorization',
  );
  const reads: Marked[] = [];
  for (let i = 0; i < 3; i += 1) {
    const read = await marking.read('a read without dependencies', { headers: Object.fromEntries(unused) });
    reads.push(read);
    if (read.exchange.error === 'TIMEOUT') break;
  }
  return { losses: reads };
}
