import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { sample, Unsamplable } from '../../src/profile/sample.ts';
import { withinTime } from '../../src/profile/within-time.ts';
import { seaworthy } from '../cli/seaworthy.ts';

const SLOW = { type: 'string', pattern: '^(.+)+!$', minLength: 60 };

it('what takes too long is interrupted, in a regular expression too', () => {
  expect(withinTime(200, () => new RegExp(SLOW.pattern).test('x'.repeat(60)))).toBe(undefined);
  expect(withinTime(20_000, () => 'in time')).toBe('in time');
});

it('a reference that cannot be decoded leads nowhere', () => {
  expect(() => sample({ $ref: '#/%' }, {})).toThrow(Unsamplable);
});

it('a document that takes for ever to read does not hold the check', async () => {
  const properties = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`p${at}`, SLOW]));
  const post = {
    requestBody: { content: { 'application/json': { schema: { properties } } } },
    responses: { 201: { description: 'x' } },
  };
  const paths = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`/x${at}`, { post }]));
  const openapi = JSON.stringify({ openapi: '3.1.0', info: { title: 'x', version: '1' }, paths });
  const server = createServer((request, response) => {
    response.end(request.url === '/openapi.json' ? openapi : 'ok');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const flags = ['--only', 'request-id/*,docs/*', '--allow-writes', '--verbose'];
  const { code, stdout } = await seaworthy(['check', ...flags, url]);
  expect(code).toBe(1);
  expect(stdout.replace(/\s+/g, ' ')).toContain('its routes could not be learnt in 5 s');
}, 120_000);
