import { describe, expect, it } from 'vitest';
import { raw } from '../../src/testing/raw.ts';
import { adapters, attacked } from './attacked.ts';

const HIDDEN = 'GET /users/smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
const POST = 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
/** A proxy and the service could disagree about where each of these ends. */
const AMBIGUOUS: Readonly<Record<string, string>> = {
  'a length and chunks': `${POST}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'chunks and a length': `${POST}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n`,
  'two lengths': `${POST}Content-Length: 0\r\nContent-Length: ${HIDDEN.length}\r\n\r\n`,
  'a list of lengths': `${POST}Content-Length: 0, ${HIDDEN.length}\r\n\r\n`,
  'a length with a sign': `${POST}Content-Length: +0\r\n\r\n`,
  'chunks that are not the last coding': `${POST}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
  'chunks by another name': `${POST}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  'a space before the colon': `${POST}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`,
  'a folded header': `${POST}X-Long: a\r\n Content-Length: 4\r\n\r\n`,
  'a chunk size that is none': `${POST}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n`,
};

describe.each(adapters)('%s', (name) => {
  const target = attacked(name);

  it('a request whose end is ambiguous is refused, and what hides behind it is never served', async () => {
    for (const [what, head] of Object.entries(AMBIGUOUS)) {
      const { responses, closed } = await raw(target.url, head + HIDDEN, { count: 3, end: true });
      const statuses = responses.map(({ status }) => status);
      expect([what, statuses.at(-1), closed]).toEqual([what, 400, 'end']);
      expect([what, statuses.length]).toEqual([what, 1]);
      expect(responses[0]!.headers['x-content-type-options']).toBe('nosniff');
    }
    expect(target.log.text).not.toContain('smuggled');
  });

  it('what stands in a body that nobody reads is not taken for the next request', async () => {
    for (const path of ['/nowhere', '/livez', '/users/ada']) {
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: ${HIDDEN.length}\r\n\r\n`;
      const { responses } = await raw(target.url, head + HIDDEN, { count: 3, end: true });
      expect([path, responses.length]).toEqual([path, 1]);
    }
    expect(target.log.text).not.toContain('smuggled');
  });
});
