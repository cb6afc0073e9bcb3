import fastify, { LogController } from 'fastify';
import { expect, it } from 'vitest';
import { log, seaworthy } from '../../../src/adapters/fastify.ts';
import { captureLog } from '../../../src/testing/captured-log.ts';

const app = fastify({
  loggerInstance: log,
  logController: new LogController({ disableRequestLogging: true }),
});
seaworthy(app, { watch: false });
app.get('/', async (request) => {
  request.log.info('asked');
  return { same: Object.is(request.log, app.log) };
});
app.get('/quiet', { logLevel: 'error' }, async (request) => {
  request.log.info('not heard');
  return {};
});

it("is the kit's log: with the request id, without a child per request", async () => {
  using captured = captureLog();
  const answer = await app.inject({ url: '/', headers: { 'x-request-id': 'log-1' } });
  expect(answer.json()).toEqual({ same: true });
  const line = await captured.line({ msg: 'asked' });
  expect(line).toMatchObject({ requestId: 'log-1' });
  expect(line).not.toHaveProperty('reqId');
});

it("has a route's own level", async () => {
  using captured = captureLog();
  await app.inject({ url: '/quiet', headers: { 'x-request-id': 'log-2' } });
  await captured.line({ requestId: 'log-2', path: '/quiet' });
  expect(captured.text).not.toContain('not heard');
});
