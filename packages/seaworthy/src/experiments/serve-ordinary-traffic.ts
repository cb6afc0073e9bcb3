import type { Exchange, Exit, LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import type { Marked } from '../log-lines/about.ts';
import { everyDependency } from './every-dependency.ts';
import { requestIdOf } from './request-id-of.ts';
import { abortedWrite, type Aborted } from './traffic/aborted-write.ts';
import { losses, type Losses } from './traffic/losses.ts';
import { Marking } from './traffic/marking.ts';
import {
  makeSecrets,
  requestsWithSecrets,
  secretHeaders,
  type Secret,
} from './traffic/requests-with-secrets.ts';
import { slowRequests, type Slow } from './traffic/slow-requests.ts';

export interface OrdinaryTraffic extends Losses {
  /** What the clock said when the experiment began, as epoch in ms. */
  epoch: number;
  /** Some requests of each kind, one after the other. */
  asked: Marked[];
  slow: Slow[];
  /** Absent without a known write. */
  aborted?: Aborted;
  secrets: Secret[];
  /** Ports of the proxies before the dependencies: in a URL they stand behind its password. */
  ports: number[];
  withSecrets: Marked[];
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
    // Who has said nothing so far will hardly begin.
    const patience = (await linesOf(lab, asked, PATIENCE)) ? PATIENCE : 500;
    const secrets = makeSecrets();
    const withSecrets = await requestsWithSecrets(lab, marking, secrets);
    const slow = await slowRequests(lab, marking);
    const aborted = await abortedWrite(lab, marking);
    await linesOf(lab, [...slow, ...(aborted === undefined ? [] : [aborted])], patience);
    const lost = await losses(lab, marking, secretHeaders(secrets));
    await linesOf(lab, lost.losses, patience);
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

/** Waits until a line about each of the requests is there; gives whether there is one about any. */
async function linesOf(
  lab: Lab,
  requests: readonly { mark: string; exchange?: Exchange }[],
  ms: number,
): Promise<boolean> {
  const marks = requests.map(({ mark, exchange }) => [mark, exchange && requestIdOf(exchange)?.value]);
  const isNamed = (ids: readonly (string | undefined)[]): boolean =>
    lab.logs().some(({ text }) => ids.some((id) => id !== undefined && text.includes(id)));
  await lab.waitFor(() => marks.every(isNamed), ms, 50);
  return marks.some(isNamed);
}
