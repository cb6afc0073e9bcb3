import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Service } from '../../src/service.ts';
import { captureLog, type CapturedLog } from '../../src/testing/captured-log.ts';
import { CANARY } from '../../src/testing/contract-routes.ts';
import { raw, type Exchange } from '../../src/testing/raw.ts';
import { programs } from './apps/all.ts';

/** Runs are bounded by count and time, so that a slow machine tests less instead of failing. */
const BOUND = { numRuns: 120, interruptAfterTimeLimit: 8_000 };
/** Without `/throw` and its kind: those are 500s by design. */
const PATHS = [
  '/users/ada',
  '/users',
  '/search',
  '/items/1',
  '/keyed',
  '/echo',
  '/context',
  '/v1/things/1',
  '/livez',
  '/errors/not-found',
];

const odd = fc.constantFrom(
  '\u0000',
  '\r',
  '\n',
  '%',
  '%00',
  '%zz',
  '%c0%af',
  '..',
  '//',
  '\\',
  '"',
  '<',
  '\u00e9',
  '\u00ff',
  '[',
  ']',
  '=',
  '&',
  '?',
  '#',
  ';',
  ':',
  '@',
  ' ',
);
const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 20 }));
const oddText = fc.array(fc.oneof(odd, text), { maxLength: 6 }).map((parts) => parts.join(''));
const method = fc.constantFrom(
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'PROPFIND',
  'QUERY',
  'TRACE',
  'LOCK',
);
const path = fc.oneof(
  fc.constantFrom(...PATHS),
  fc.tuple(fc.constantFrom(...PATHS), oddText).map(([start, rest]) => `${start}/${encodeSome(rest)}`),
  oddText.map((rest) => `/${encodeSome(rest)}`),
);
const query = fc.oneof(
  fc.constant(''),
  fc
    .array(
      fc.tuple(
        fc.oneof(fc.constantFrom('limit', '__proto__', 'constructor', 'a[b][c]', 'limit[]'), oddText),
        oddText,
      ),
      { maxLength: 4 },
    )
    .map((pairs) => `?${pairs.map(([name, value]) => `${encodeSome(name)}=${encodeSome(value)}`).join('&')}`),
);
const headerName = fc.constantFrom(
  'content-type',
  'content-encoding',
  'accept',
  'accept-encoding',
  'range',
  'if-none-match',
  'if-modified-since',
  'cookie',
  'authorization',
  'x-request-id',
  'traceparent',
  'x-forwarded-for',
  'forwarded',
  'x-http-method-override',
  'origin',
  'x-api-key',
  'te',
  'x-odd',
);
const headerValue = fc.oneof(
  oddText.map(headerSafe),
  fc.constantFrom(
    'application/json',
    'application/json; charset=x',
    'multipart/form-data',
    'text/html;q=9',
    'bytes=0-',
    '*/*',
    ', ,',
    '00-0-0-0',
  ),
);
const headers = fc.array(fc.tuple(headerName, headerValue), { maxLength: 5 });
const key = fc.oneof(
  fc.constantFrom(
    'email',
    'name',
    'password',
    'age',
    'address',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    '',
  ),
  text,
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .array(fc.tuple(key, tie('json')), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries) as unknown),
  ),
}));
const body = fc.oneof(
  json.map((value) => Buffer.from(JSON.stringify(value) ?? '')),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constant(Buffer.alloc(0)),
  fc.tuple(json, fc.nat(40)).map(([value, cut]) => Buffer.from((JSON.stringify(value) ?? '').slice(0, -cut))),
);

const request = fc.tuple(method, path, query, headers, body).map(([verb, at, search, fields, bytes]) => {
  const lines = fields.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const typed = fields.some(([name]) => name === 'content-type') ? '' : 'content-type: application/json\r\n';
  const length = bytes.length > 0 ? `content-length: ${bytes.length}\r\n` : '';
  const head = `${verb} ${at}${search} HTTP/1.1\r\nhost: x\r\n${lines}${typed}${length}connection: close\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes]);
});

/** A well-formed request with bytes changed, cut out or put in. */
const mutated = fc
  .tuple(
    request,
    fc.array(fc.tuple(fc.nat(400), fc.nat(2), fc.uint8Array({ maxLength: 8 })), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([bytes, changes]) =>
    changes.reduce<Buffer>(
      (all, [at, cut, put]) => Buffer.concat([all.subarray(0, at), Buffer.from(put), all.subarray(at + cut)]),
      bytes,
    ),
  );

const noise = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes));

for (const [name, make] of Object.entries(programs)) {
  describe(name, () => {
    let service: Service;
    let log: CapturedLog;
    beforeAll(async () => {
      log = captureLog();
      service = await (
        await make({ shutdown: { fatal: false }, watch: false, docs: { title: 'Garbage', version: '1' } })
      ).listen(0, '127.0.0.1');
    });
    afterAll(async () => {
      await service.close();
      log.restore();
    });

    const survives = (what: string, bytes: fc.Arbitrary<Buffer>) =>
      it(`answers ${what} without a 5xx, a leak or an end`, async () => {
        await fc.assert(
          fc.asyncProperty(bytes, async (sent) => {
            const { responses } = await exchange(service.url, sent);
            for (const { status, headers, body: answered } of responses) {
              expect(status, answered).toSatisfy((code: number) => code < 500 || code === 501);
              expect(headers['x-request-id'] ?? 'none').toMatch(/^[\w.:=+/-]{1,128}$/);
              expect(answered).not.toMatch(/node_modules|\bat .+:\d+:\d+|password=/);
              expect(answered).not.toContain(CANARY);
            }
            const alive = await fetch(`${service.url}/users/ada`);
            expect([alive.status, await alive.text()]).toEqual([200, '{"id":"ada"}']);
          }),
          BOUND,
        );
        expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }, 30_000);

    survives('odd requests', request);
    survives('broken requests', mutated);
    survives('bytes that are no request', noise);
  });
}

/** Half-closes after the last byte, so that a server that waits for more answers what it has. */
async function exchange(url: string, bytes: Buffer): Promise<Exchange> {
  return raw(url, bytes, { count: 20, end: true, timeout: 5000 });
}

function encodeSome(part: string): string {
  return part.replace(
    /[\s\u0000-\u001f\u007f]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

function headerSafe(value: string): string {
  return value.replace(/[\r\n\u0000]/g, '');
}
