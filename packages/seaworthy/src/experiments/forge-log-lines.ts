import { randomBytes } from 'node:crypto';
import type { Exchange, LogLine } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { askRaw } from './ask-raw.ts';
import { anyRequest } from './any-request.ts';

export interface ForgedLines {
  /** The beginning of every record that we tried to forge. */
  token: string;
  exchanges: Exchange[];
  /** Every line that holds the token. */
  lines: LogLine[];
}

/** Longest wait for lines in ms. */
const PATIENCE = 2500;
const ESCAPE = '\u001b[31m';

export default experiment<ForgedLines>({
  id: 'forge log lines',
  title: 'sends line breaks and terminal codes in paths, queries, headers and fields',
  subject: 'shared',
  needs: ['logs', 'disturb'],
  async run(lab) {
    const token = `sw${randomBytes(8).toString('hex')}`;
    const exchanges: Exchange[] = [];
    for (const send of attempts(lab, token)) exchanges.push(await send());
    lab.control(
      'the service answers at all',
      exchanges.some(({ response }) => response !== undefined),
    );
    const holds = ({ text }: LogLine): boolean => text.includes(token);
    if ((await lab.logged(holds, PATIENCE)) !== undefined) await lab.sleep(500);
    return { token, exchanges, lines: lab.logs().filter(holds) };
  },
});

function attempts(lab: Lab, token: string): (() => Promise<Exchange>)[] {
  const forged = `${token}{"level":"error","msg":"forged"}`;
  const breaks = `sw\r\n${forged}\n${ESCAPE}${token}`;
  const encoded = encodeURIComponent(breaks);
  const any = anyRequest(lab);
  const all = [
    () => lab.request({ ...any, path: `/sw-${encoded}` }),
    () => lab.request({ ...any, path: `${any.path}${any.path.includes('?') ? '&' : '?'}sw=${encoded}` }),
    () =>
      lab.request(anyRequest(lab, { headers: { 'X-Request-ID': encoded, 'User-Agent': `sw %0a${forged}` } })),
    // What servers let through in a header although it is none of the usual characters.
    () =>
      askRaw(
        lab,
        anyRequest(lab, { headers: { 'User-Agent': `sw\t${token}\u0085${forged}\u2028` }, timeout: 2000 }),
      ),
    () => askRaw(lab, anyRequest(lab, { headers: { 'User-Agent': `sw${ESCAPE}${token}` }, timeout: 2000 })),
  ];
  if (lab.profile.write === undefined) return all;
  const sample = lab.sample();
  const [text] = Object.keys(sample).filter((name) => typeof sample[name] === 'string');
  const withBreaks = { ...sample, ...(text !== undefined && { [text]: breaks }) };
  return [
    ...all,
    () => lab.write({ body: JSON.stringify(withBreaks) }),
    () => lab.write({ body: JSON.stringify({ ...sample, [breaks]: breaks }) }),
    () => lab.write({ body: `{"name": ${breaks}` }),
  ];
}
