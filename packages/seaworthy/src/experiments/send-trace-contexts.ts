import { randomBytes } from 'node:crypto';
import type { Exchange, LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { statusOf, succeeded } from './answer.ts';

export interface SentTraceContexts {
  baseline: Exchange;
  valid: { traceId: string; exchange: Exchange }[];
  invalid: { what: string; traceId: string; exchange: Exchange }[];
  /** Lines that hold one of the trace ids. */
  lines: LogLine[];
}

const PARENT = 'b7ad6b7169203331';
const INVALID: Readonly<Record<string, (traceId: string) => string>> = {
  'version ff': (traceId) => `ff-${traceId}-${PARENT}-01`,
  'a parent id of zeros': (traceId) => `00-${traceId}-${'0'.repeat(16)}-01`,
  'a parent id that is too short': (traceId) => `00-${traceId}-${PARENT.slice(2)}-01`,
  'a parent id that is not hexadecimal': (traceId) => `00-${traceId}-${'z'.repeat(16)}-01`,
  'no flags': (traceId) => `00-${traceId}-${PARENT}`,
  'more fields than version 00 has': (traceId) => `00-${traceId}-${PARENT}-01-what`,
};
/** Whose trace id is itself invalid, so that only the answer counts. */
const HOPELESS = ['00-00000000000000000000000000000000-b7ad6b7169203331-01', 'seaworthy', ''];

/** Longest wait for lines in ms. */
const PATIENCE = 2500;

export default experiment<SentTraceContexts>({
  id: 'send trace contexts',
  title: 'sends the known read with valid and invalid `traceparent` headers',
  subject: 'shared',
  needs: ['read', 'logs'],
  async run(lab) {
    const baseline = await lab.read();
    lab.control('the known read works', succeeded(baseline));
    const ask = async (traceparent: string): Promise<Exchange> => {
      const exchange = await lab.read({ headers: { traceparent } });
      const busy = [429, 503].includes(statusOf(exchange));
      lab.control('the service is not too busy to answer', !busy);
      return exchange;
    };
    const valid: SentTraceContexts['valid'] = [];
    for (let i = 0; i < 3; i += 1) {
      const traceId = newTraceId();
      valid.push({ traceId, exchange: await ask(`00-${traceId}-${PARENT}-01`) });
    }
    const invalid: SentTraceContexts['invalid'] = [];
    for (const [what, make] of Object.entries(INVALID)) {
      const traceId = newTraceId();
      invalid.push({ what, traceId, exchange: await ask(make(traceId)) });
    }
    for (const header of HOPELESS)
      invalid.push({ what: `“${header}”`, traceId: newTraceId(), exchange: await ask(header) });
    const ids = [...valid, ...invalid].map(({ traceId }) => traceId);
    const holdsOne = ({ text }: LogLine): boolean => ids.some((id) => text.includes(id));
    const last = valid.at(-1)!.traceId;
    // Lines come in order: with that of the last request, all are here.
    const marked = await lab.logged(({ text }) => text.includes(last), PATIENCE);
    if (marked !== undefined) await lab.sleep(300);
    return { baseline, valid, invalid, lines: lab.logs().filter(holdsOne) };
  },
});

function newTraceId(): string {
  return randomBytes(16).toString('hex');
}
