import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { captureLog, type CapturedLog } from '../../src/testing/captured-log.ts';
import { raw } from '../../src/testing/raw.ts';
import type { Service } from '../../src/service.ts';
import { programs } from './apps/all.ts';

const json = (body: string, headers = 'content-type: application/json\r\n') =>
  `host: x\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const plain = 'host: x\r\n\r\n';

const requests: Readonly<Record<string, string>> = {
  'a missing resource': `GET /users/nobody HTTP/1.1\r\n${plain}`,
  'an unknown path': `GET /nowhere?token=x HTTP/1.1\r\n${plain}`,
  'an unknown path with a body': `POST /nowhere HTTP/1.1\r\n${json('{}')}`,
  'HEAD of an unknown path': `HEAD /nowhere HTTP/1.1\r\n${plain}`,
  'a wrong method': `DELETE /users/ada HTTP/1.1\r\n${plain}`,
  'a wrong method on a path of two': `PUT /context HTTP/1.1\r\n${json('{}')}`,
  'a wrong method on a path of POST': `GET /users HTTP/1.1\r\n${plain}`,
  'malformed JSON': `POST /users HTTP/1.1\r\n${json('{"a":')}`,
  'malformed JSON without a schema': `POST /echo HTTP/1.1\r\n${json('nope')}`,
  'a wrong media type': `POST /users HTTP/1.1\r\n${json('x', 'content-type: text/plain\r\n')}`,
  'a missing media type': `POST /users HTTP/1.1\r\n${json('{}', '')}`,
  'a wrong charset': `POST /users HTTP/1.1\r\n${json('{}', 'content-type: application/json; charset=latin1\r\n')}`,
  'a compressed body': `POST /users HTTP/1.1\r\n${json('{}', 'content-type: application/json\r\ncontent-encoding: gzip\r\n')}`,
  'a missing body': `POST /users HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`,
  'all fields wrong': `POST /users HTTP/1.1\r\n${json('{"email":1,"name":"","password":"x","age":-1,"address":{"city":5}}')}`,
  'a body that is null': `POST /users HTTP/1.1\r\n${json('null')}`,
  'a body that is a list': `POST /users HTTP/1.1\r\n${json('[]')}`,
  'a body that nests deeply': `POST /users HTTP/1.1\r\n${json('['.repeat(100) + ']'.repeat(100))}`,
  'a body that nests deeply without a schema': `POST /echo HTTP/1.1\r\n${json('['.repeat(100) + ']'.repeat(100))}`,
  'a body that is declared too large': `POST /echo HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9999999\r\n\r\n`,
  'a wrong query': `GET /search?limit=0 HTTP/1.1\r\n${plain}`,
  'a query that repeats a field': `GET /search?limit=1&limit=2 HTTP/1.1\r\n${plain}`,
  'a wrong parameter': `GET /items/first HTTP/1.1\r\n${plain}`,
  'a bad escape': `GET /users/%zz HTTP/1.1\r\n${plain}`,
  'a head that is too large': `GET /users/ada HTTP/1.1\r\nx-long: ${'x'.repeat(17_000)}\r\n${plain}`,
  'no HTTP': 'NONSENSE\r\n\r\n',
  'an unexpected error': `GET /throw?what=error HTTP/1.1\r\n${plain}`,
  'an unexpected rejection': `GET /throw?what=null&how=async HTTP/1.1\r\n${plain}`,
  'an AppError': `GET /throw?what=conflict HTTP/1.1\r\n${plain}`,
  'an error with bad headers': `GET /throw?what=badheader HTTP/1.1\r\n${plain}`,
  'an error of another library': `GET /throw?what=foreignheader HTTP/1.1\r\n${plain}`,
  'a source that fails at once': `GET /pipe?when=first HTTP/1.1\r\n${plain}`,
  'a wrong method on a probe': `POST /livez HTTP/1.1\r\n${plain}`,
  'a probe': `GET /livez HTTP/1.1\r\n${plain}`,
  'a readiness probe': `GET /readyz HTTP/1.1\r\n${plain}`,
  'an error page': `GET /errors/not-found HTTP/1.1\r\n${plain}`,
  'an error page that is none': `GET /errors/nope HTTP/1.1\r\n${plain}`,
};

const names = Object.keys(programs);
const services: Record<string, Service> = {};
let log: CapturedLog;

beforeAll(async () => {
  log = captureLog();
  for (const name of names)
    services[name] = await (
      await programs[name]!({ shutdown: { fatal: false }, watch: false })
    ).listen(0, '127.0.0.1');
});

afterAll(async () => {
  await Promise.all(Object.values(services).map((service) => service.close()));
  log.restore();
});

describe('every adapter answers with the same bytes to', () => {
  for (const [what, bytes] of Object.entries(requests)) {
    it(`${what}`, async () => {
      const answers = await Promise.all(
        names.map(async (name) => [name, await answer(services[name]!.url, bytes)] as const),
      );
      const [[, first]] = answers as [(typeof answers)[number]];
      expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(names.map((name) => [name, first])));
    });
  }
});

/**
 * Everything but what differs between two requests to one service (id, date) and what concerns the connection
 * only: Fastify ends it after a body that it could not parse.
 */
async function answer(url: string, bytes: string) {
  const { responses } = await raw(url, bytes);
  const { status, reason, headers, body } = responses[0]!;
  const {
    date: _date,
    'x-request-id': id = 'none',
    connection: _connection,
    'keep-alive': _keepAlive,
    ...rest
  } = headers;
  return { status, reason, headers: rest, body: body.replaceAll(id, '<id>') };
}
