import * as fc from 'fast-check';

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
const METHODS = [
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
];
const HEADERS = [
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
];
const VALUES = [
  'application/json',
  'application/json; charset=x',
  'multipart/form-data',
  'text/html;q=9',
  'bytes=0-',
  ', ,',
];
const ODD = [
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
  'é',
  'ÿ',
  '[',
  ']',
  '=',
  '&',
  '?',
  '#',
  ';',
  '@',
  ' ',
];
const NAMES = ['limit', '__proto__', 'constructor', 'a[b][c]', 'limit[]'];
const KEYS = [
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
];

const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ maxLength: 20 }));
const odd = fc
  .array(fc.oneof(fc.constantFrom(...ODD), text), { maxLength: 6 })
  .map((parts) => parts.join(''));
const inUrl = odd.map(escaped);

/** Mostly what is routed, or everything ends as 404 and 405. */
const method = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST') },
  { weight: 1, arbitrary: fc.constantFrom(...METHODS) },
);
const known = fc.constantFrom(...PATHS);
const path = fc.oneof(
  { weight: 4, arbitrary: known },
  { weight: 1, arbitrary: fc.tuple(known, inUrl).map(([start, rest]) => `${start}/${rest}`) },
  { weight: 1, arbitrary: inUrl.map((rest) => `/${rest}`) },
);
const pair = fc
  .tuple(fc.oneof(fc.constantFrom(...NAMES), inUrl), inUrl)
  .map(([name, value]) => `${name}=${value}`);
const query = fc
  .array(pair, { maxLength: 4 })
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.join('&')}`));
const value = fc.oneof(fc.constantFrom(...VALUES), odd.map(printable));
const fields = fc.array(fc.tuple(fc.constantFrom(...HEADERS), value), { maxLength: 3 });

const key = fc.oneof(fc.constantFrom(...KEYS), text);
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
      .map((entries): unknown => Object.fromEntries(entries)),
  ),
}));
const jsonText = json.map((data) => JSON.stringify(data) ?? '');
const bytes = (from: { maxLength: number; minLength?: number }) =>
  fc.uint8Array(from).map((array) => Buffer.from(array));
const body = fc.oneof(
  { weight: 3, arbitrary: jsonText.map((all) => Buffer.from(all)) },
  fc.tuple(jsonText, fc.nat(40)).map(([all, cut]) => Buffer.from(all.slice(0, -cut))),
  bytes({ maxLength: 200 }),
  fc.constant(Buffer.alloc(0)),
);

/** A request that is HTTP, with odd parts. */
export const oddRequest: fc.Arbitrary<Buffer> = fc
  .tuple(method, path, query, fields, body)
  .map(([verb, at, search, pairs, content]) => {
    const lines = pairs.map(([name, one]) => `${name}: ${one}\r\n`).join('');
    const type = pairs.some(([name]) => name === 'content-type') ? '' : 'content-type: application/json\r\n';
    const length = content.length > 0 ? `content-length: ${content.length}\r\n` : '';
    const head = `${verb} ${at}${search} HTTP/1.1\r\nhost: x\r\n${lines}${type}${length}connection: close\r\n\r\n`;
    return Buffer.concat([Buffer.from(head), content]);
  });

/** Such a request with some bytes changed, cut out or put in. */
export const brokenRequest: fc.Arbitrary<Buffer> = fc
  .tuple(
    oddRequest,
    fc.array(fc.tuple(fc.nat(400), fc.nat(2), bytes({ maxLength: 3 })), { minLength: 1, maxLength: 2 }),
  )
  .map(([request, changes]) =>
    changes.reduce<Buffer>(
      (all, [at, cut, put]) => Buffer.concat([all.subarray(0, at), put, all.subarray(at + cut)]),
      request,
    ),
  );

export const noise: fc.Arbitrary<Buffer> = bytes({ minLength: 1, maxLength: 300 });

/** Node's parser refuses bare spaces, controls and all beyond ASCII; as escapes they get through. */
function escaped(part: string): string {
  return part.toWellFormed().replace(/[^!-~]/gu, encodeURIComponent);
}

function printable(part: string): string {
  return part.replace(/\p{Cc}/gu, '');
}
