import { randomBytes, randomUUID } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { succeeded } from './answer.ts';
import { requestIdOf } from './request-id-of.ts';
import { works } from './works.ts';

export interface SentRequestIds {
  /** Without an inbound id. */
  without: Exchange;
  /** With ids that nobody can object to. */
  valid: { id: string; exchange: Exchange }[];
  /** With ids that should not be repeated. */
  hostile: { what: string; exchange: Exchange }[];
  worksAfter: boolean;
}

/** A header that must not appear in an answer. */
export const INJECTED = 'x-sw-injected';

const HOSTILE: Readonly<Record<string, (text: string) => string>> = {
  '8 KB': (text) => text.repeat(8192 / text.length),
  '1,000 characters': (text) => text.repeat(1000 / text.length),
  'bytes above ASCII': (text) => `${text}\u00e9\u00ff`,
  'a tab': (text) => `${text}\t${text}`,
  markup: (text) => `${text}"><script>alert(1)</script>`,
  'a JSON object': (text) => `{"id":"${text}"}`,
  'an encoded line break': (text) => `${text}%0d%0a${INJECTED}: 1`,
};

export default experiment<SentRequestIds>({
  id: 'send request ids',
  title: 'sends the known read with good and with hostile request ids',
  subject: 'shared',
  needs: ['read'],
  async run(lab) {
    const without = await lab.read();
    lab.control('the known read works', succeeded(without));
    const names = namesFor(without);
    const ask = (id: string): Promise<Exchange> =>
      lab.read({ headers: Object.fromEntries(names.map((name) => [name, id])) });
    const valid: SentRequestIds['valid'] = [];
    for (const id of [randomUUID(), `sw-${token()}`]) valid.push({ id, exchange: await ask(id) });
    const hostile: SentRequestIds['hostile'] = [];
    for (const [what, make] of Object.entries(HOSTILE))
      hostile.push({ what, exchange: await ask(make(token())) });
    hostile.push({ what: 'two header lines', exchange: await twice(lab, names[0]!) });
    return { without, valid, hostile, worksAfter: await works(lab) };
  },
});

/** The usual name, and the one that the service itself uses. */
function namesFor(exchange: Exchange): string[] {
  const own = requestIdOf(exchange)?.name;
  return own === undefined || own === 'x-request-id' ? ['X-Request-ID'] : [own, 'X-Request-ID'];
}

function twice(lab: Lab, name: string): Promise<Exchange> {
  return lab.read({
    headers: { [name.toLowerCase()]: `sw-${token()}`, [name.toUpperCase()]: `sw-${token()}` },
  });
}

function token(): string {
  return randomBytes(4).toString('hex');
}
