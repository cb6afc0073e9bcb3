import { randomBytes } from 'node:crypto';
import type { Exit } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { anyRequest } from './any-request.ts';
import { sendRaw, type RawAnswer } from './send-raw.ts';
import { works } from './works.ts';

export interface SentGarbage {
  answers: RawAnswer[];
  /** What was sent last when the known request did not work any more. */
  brokenBy: string | null;
  /** How the process ended, if it did and is ours. */
  exit: Exit | null;
}

/** A TLS 1.2 ClientHello, as browsers send it to a port that speaks no TLS. */
const TLS = `\x16\x03\x01\x00\x2f\x01\x00\x00\x2b\x03\x03${'\x5a'.repeat(32)}\x00\x00\x04\x13\x01\x00\x2f\x01\x00`;

const GARBAGE: Readonly<Record<string, () => string>> = {
  'random bytes': () => randomBytes(512).toString('latin1'),
  'a TLS handshake': () => TLS,
  'the preface of HTTP/2': () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
  'a request of HTTP/9.9': () => 'GET / HTTP/9.9\r\nHost: sw.example\r\n\r\n',
  'a method that does not exist': () => 'SEAWORTHY / HTTP/1.1\r\nHost: sw.example\r\n\r\n',
  'empty lines': () => '\r\n'.repeat(200),
  zeros: () => '\0'.repeat(4096),
  'a WebSocket upgrade to nowhere': () =>
    'GET /sw HTTP/1.1\r\nHost: sw.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2Vhd29ydGh5IGNoZWNrIQ==\r\n\r\n',
  'a CONNECT': () => 'CONNECT sw.example:443 HTTP/1.1\r\nHost: sw.example:443\r\n\r\n',
};

export default experiment<SentGarbage>({
  id: 'send garbage',
  title: 'sends bytes that are not HTTP/1.1',
  // It may die.
  subject: 'fresh',
  needs: ['start', 'disturb'],
  deadline: 60_000,
  async run(lab) {
    const answered = (): Promise<boolean> => works(lab, () => lab.request(anyRequest(lab)));
    lab.control('the known request works', await answered());
    const answers: RawAnswer[] = [];
    for (const [what, make] of Object.entries(GARBAGE)) {
      answers.push(await sendRaw(lab, what, make(), { patience: 1000 }));
      // More than one look: the first may meet a worker that is being replaced.
      if (!(await answered())) return { answers, brokenBy: what, exit: await lab.exit(500) };
    }
    return { answers, brokenBy: null, exit: await lab.exit(0) };
  },
});
