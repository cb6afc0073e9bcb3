import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseResponse } from '../../src/testing/raw-response.ts';

const chunked =
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\nx-a: 2\r\n\r\n5\r\nhello\r\n1;ext=1\r\n!\r\n0\r\n\r\n';
const sized = 'HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone';

it('reads a chunked body and leaves what follows', () => {
  const { response, rest } = parseResponse(Buffer.from(`${chunked}HTTP/1.1`))!;
  expect(response).toMatchObject({
    status: 200,
    reason: 'OK',
    body: 'hello!',
    complete: true,
    headers: { 'x-a': '1, 2' },
  });
  expect(rest.toString()).toBe('HTTP/1.1');
});

it('reads a body of a declared length and leaves what follows', () => {
  const { response, rest } = parseResponse(Buffer.from(sized + chunked))!;
  expect(response).toMatchObject({ status: 404, reason: 'Not Found', body: 'gone', complete: true });
  expect(rest.toString()).toBe(chunked);
});

it('waits for more at every cut and reads the same in the end', () => {
  fc.assert(
    fc.property(fc.constantFrom(chunked, sized), fc.nat(200), (text, cut) => {
      fc.pre(cut < text.length);
      expect(parseResponse(Buffer.from(text.slice(0, cut)))).toBeUndefined();
      const ended = parseResponse(Buffer.from(text.slice(0, cut)), { ended: true });
      expect(ended?.response.complete ?? false).toBe(false);
    }),
  );
});

it('takes trailers for part of the body', () => {
  const { response, rest } = parseResponse(
    Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\nx: y\r\n\r\nnext'),
  )!;
  expect(response).toMatchObject({ body: '', complete: true });
  expect(rest.toString()).toBe('next');
});

it('keeps the part of a body that came before a cut', () => {
  const bytes = Buffer.from('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9\r\nwor');
  expect(parseResponse(bytes, { ended: true })?.response).toMatchObject({
    body: 'hellowor',
    complete: false,
  });
});

it('has no body for HEAD, 1xx, 204 and 304', () => {
  expect(parseResponse(Buffer.from(sized.slice(0, -4)), { bodiless: true })?.response.complete).toBe(true);
  for (const status of [100, 204, 304]) {
    const { response, rest } = parseResponse(Buffer.from(`HTTP/1.1 ${status} X\r\n\r\nHTTP`))!;
    expect([response.complete, response.body, rest.toString()]).toEqual([true, '', 'HTTP']);
  }
});

it('reads a body without a length up to the end of the connection', () => {
  const bytes = Buffer.from('HTTP/1.1 200 OK\r\n\r\nuntil the end');
  expect(parseResponse(bytes)).toBeUndefined();
  expect(parseResponse(bytes, { ended: true })?.response).toMatchObject({
    body: 'until the end',
    complete: true,
  });
});

it('says what it got instead of a status line', () => {
  expect(() => parseResponse(Buffer.from('SSH-2.0\r\n\r\n'))).toThrow(
    'Expected a status line, got "SSH-2.0"',
  );
});
