import createError from 'http-errors';
import { describe, expect, it } from 'vitest';
import { answerOf } from './caught.ts';

describe('an error of http-errors', () => {
  it('is answered with its status and message below 500', () => {
    expect(answerOf(createError(409, 'Already booked'))).toMatchObject({
      code: 'CONFLICT',
      status: 409,
      detail: 'Already booked',
    });
    expect(answerOf(new createError.Forbidden('Not yours'))).toMatchObject({
      code: 'FORBIDDEN',
      detail: 'Not yours',
    });
  });

  it('has no detail when its message only repeats the status', () => {
    expect(answerOf(createError(404))).not.toHaveProperty('detail');
  });

  it('keeps the headers it was given and gets those its status owes', () => {
    expect(answerOf(createError(405, { headers: { Allow: 'GET' } })).headers).toMatchObject({ allow: 'GET' });
    expect(answerOf(createError(401)).headers).toMatchObject({ 'www-authenticate': 'Bearer' });
    expect(answerOf(createError(503)).headers).toMatchObject({ 'retry-after': '5' });
  });

  it('reveals nothing from 500 on, without `expose`, or around a system error', () => {
    const systemError = Object.assign(new Error('ENOENT: stat /srv/canary'), {
      syscall: 'stat',
      code: 'ENOENT',
    });
    for (const thrown of [
      createError(500, 'canary'),
      createError(503, 'canary'),
      createError(500, 'canary', { expose: true }),
      createError(404, 'canary', { expose: false }),
      createError(404, systemError),
    ]) {
      expect(JSON.stringify(answerOf(thrown))).not.toContain('canary');
    }
  });

  it('is not believed when it is a plain object', () => {
    expect(answerOf({ expose: true, status: 403, statusCode: 403, message: 'x' })).toMatchObject({
      status: 500,
    });
  });
});
