import { experiment } from '../engine/experiment.ts';
import { headOf } from '../lab/request-bytes.ts';
import { writeOf } from '../lab/known-requests.ts';
import type { Lab } from '../lab/lab.ts';
import { anyRequest } from './any-request.ts';
import { sendRaw, type RawAnswer } from './send-raw.ts';
import { works } from './works.ts';

export interface BrokenHttp {
  /** Content-Length and Transfer-Encoding, and a second request behind. */
  both: RawAnswer[];
  framing: RawAnswer[];
  /** Space between a field's name and its colon, which must be refused. */
  spaceBeforeColon: RawAnswer[];
  /** What may be refused or repaired. */
  fields: RawAnswer[];
  hosts: RawAnswer[];
  /** A body that nobody reads, and a second request behind: two answers at most. */
  unread: RawAnswer[];
  worksAfter: boolean;
}

/** One connection at a time: some servers have one worker. */
export default experiment<BrokenHttp>({
  id: 'break HTTP',
  title: 'sends requests with broken framing, fields and hosts, one connection at a time',
  // What is out of step here must not disturb others.
  subject: 'fresh',
  needs: ['disturb'],
  deadline: 120_000,
  async run(lab) {
    const answers = (): Promise<boolean> => works(lab, () => lab.request(anyRequest(lab)));
    lab.control('the known request works', await answers());
    const good = rawRequest(lab);
    return {
      both: await sendAll(lab, lengthWithChunked(lab, good), 2),
      framing: await sendAll(lab, invalidFraming(lab)),
      spaceBeforeColon: await sendAll(lab, {
        'a space before the colon': rawRequest(lab, ['X-Sw : 1']),
        'a tab before the colon': rawRequest(lab, ['X-Sw\t: 1']),
      }),
      fields: await sendAll(lab, {
        'a bare CR in a value': rawRequest(lab, ['X-Sw: a\rb']),
        'a NUL in a value': rawRequest(lab, ['X-Sw: a\0b']),
        'a folded value': rawRequest(lab, ['X-Sw: a\r\n b']),
        'a line without a colon': rawRequest(lab, ['X-Sw']),
        'an empty name': rawRequest(lab, [': sw']),
      }),
      hosts: await sendAll(lab, {
        'no Host': good.replace(/^Host: .*\r\n/im, ''),
        'two Hosts': rawRequest(lab, ['Host: sw.example']),
      }),
      unread: await sendAll(lab, unreadBodies(lab, good), 2),
      worksAfter: await answers(),
    };
  },
});

async function sendAll(
  lab: Lab,
  requests: Readonly<Record<string, string>>,
  answers = 1,
): Promise<RawAnswer[]> {
  const all: RawAnswer[] = [];
  // A server that waits for more of a broken request is judged by its other answers.
  for (const [what, bytes] of Object.entries(requests))
    all.push(await sendRaw(lab, what, bytes, { answers, patience: answers > 1 ? 3000 : 2000 }));
  return all;
}

/** The known request with more header lines, on a connection that may be kept. */
function rawRequest(lab: Lab, lines: readonly string[] = []): string {
  const head = headOf(lab, anyRequest(lab, { headers: { Connection: 'keep-alive' } }));
  return withLines(head, lines);
}

function withLines(head: string, lines: readonly string[]): string {
  return head.replace('\r\n\r\n', `\r\n${lines.map((line) => `${line}\r\n`).join('')}\r\n`);
}

/** Both framings end the body at the same byte, so whoever goes on has ignored the order to close. */
function lengthWithChunked(lab: Lab, next: string): Record<string, string> {
  const body = '0\r\n\r\n';
  const lines = [`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked'];
  const requests: Record<string, string> = {
    'Content-Length and Transfer-Encoding': rawRequest(lab, lines) + body + next,
  };
  if (lab.profile.write !== undefined)
    requests['a write with Content-Length and Transfer-Encoding'] = writeHead(lab, lines) + body + next;
  return requests;
}

function invalidFraming(lab: Lab): Record<string, string> {
  const requests: Record<string, string> = {
    'a Content-Length that is no number': rawRequest(lab, ['Content-Length: sw']),
    'a negative Content-Length': rawRequest(lab, ['Content-Length: -1']),
    'two different Content-Lengths': `${rawRequest(lab, ['Content-Length: 5', 'Content-Length: 6'])}hello!`,
    'chunked that is not last': `${rawRequest(lab, ['Transfer-Encoding: chunked, identity'])}0\r\n\r\n`,
  };
  // Whether a bad chunk is seen depends on somebody reading the body.
  if (lab.profile.write !== undefined)
    requests['a chunk size that is no number'] =
      `${writeHead(lab, ['Transfer-Encoding: chunked'])}zz\r\n{"sw":1}\r\n0\r\n\r\n`;
  return requests;
}

/** The head of the known write without its own framing. */
function writeHead(lab: Lab, lines: readonly string[]): string {
  const spec = writeOf(lab.profile.write!, { headers: { Connection: 'keep-alive' } });
  return withLines(headOf(lab, spec).replace(/^Content-Length: .*\r\n/im, ''), lines);
}

function unreadBodies(lab: Lab, next: string): Record<string, string> {
  const smuggled = rawRequest(lab);
  const withBody = (body: string): string => rawRequest(lab, [`Content-Length: ${body.length}`]) + body;
  const [line = '', ...rest] = withBody(smuggled).split('\r\n');
  const [, path = '/'] = line.split(' ');
  const elsewhere = ['POST ' + path.replace(/\/?(\?.*)?$/, '/sw-nowhere') + ' HTTP/1.1', ...rest].join(
    '\r\n',
  );
  return {
    'a GET with a body': withBody('hello') + next,
    'a GET with a request as its body': withBody(smuggled) + next,
    'a POST to nowhere with a request as its body': elsewhere + next,
  };
}
