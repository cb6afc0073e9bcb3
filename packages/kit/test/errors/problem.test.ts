import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors/app-error.ts';
import { NotFoundError } from '../../src/errors/http/not-found-error.ts';
import { ValidationError } from '../../src/errors/http/validation-error.ts';
import { problemReply } from '../../src/errors/problem.ts';

const context = { requestId: 'r-1', base: '' };

describe('problemReply', () => {
  it('writes the members in the order of the contract', () => {
    const error = new ValidationError([{ field: 'email', message: 'is required' }], {
      details: { hint: 'x' },
    });
    const { body } = problemReply(error, { requestId: 'r-1', base: 'https://api.example.com/' });
    expect(body).toBe(
      '{"type":"https://api.example.com/errors/validation-error","title":"Bad Request","status":400,' +
        '"detail":"Validation failed","code":"VALIDATION_ERROR","requestId":"r-1",' +
        '"errors":[{"field":"email","message":"is required","code":"invalid","pointer":"#/email"}],"hint":"x"}',
    );
  });

  it('is application/problem+json without a charset, not to be stored', () => {
    const { status, headers } = problemReply(new NotFoundError('User', 42), context);
    expect(status).toBe(404);
    expect(headers).toEqual({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' });
  });

  it('carries the headers of the error', () => {
    expect(problemReply(new AppError('X', 'x', 503), context).headers).toMatchObject({
      'retry-after': '5',
      'cache-control': 'no-store',
    });
  });

  it('leaves out what it does not know: the detail of a 500, a missing request id', () => {
    const { body } = problemReply(new AppError('BROKEN', 'at db-7.internal'), {
      requestId: undefined,
      base: '',
    });
    expect(JSON.parse(body)).toEqual({
      type: '/errors/broken',
      title: 'Internal Server Error',
      status: 500,
      code: 'BROKEN',
    });
  });

  it('escapes what it quotes', () => {
    const error = new AppError('A"B', 'say "hi"\u2028\ud800', 400, { title: '"' });
    expect(JSON.parse(problemReply(error, { requestId: '"', base: '"' }).body)).toMatchObject({
      code: 'A"B',
      title: '"',
      requestId: '"',
      type: '"/errors/a-b',
    });
  });

  it('gives up a detail that JSON cannot hold, and only that one', () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    const details = { cycle, big: 1n, nothing: undefined, kept: 1 };
    const body = JSON.parse(problemReply(new AppError('X', 'x', 400, { details }), context).body) as object;
    expect(body).toMatchObject({ kept: 1 });
    expect(Object.keys(body)).not.toContain('big');
    expect(Object.keys(body)).not.toContain('cycle');
  });

  it('keeps two bases and two titles of one code apart', () => {
    const first = problemReply(new AppError('TWICE', 'x', 400, { title: 'One' }), {
      requestId: undefined,
      base: '/a',
    });
    const second = problemReply(new AppError('TWICE', 'x', 404, { title: 'Two' }), {
      requestId: undefined,
      base: '/b',
    });
    expect(JSON.parse(first.body)).toMatchObject({ type: '/a/errors/twice', title: 'One', status: 400 });
    expect(JSON.parse(second.body)).toMatchObject({ type: '/b/errors/twice', title: 'Two', status: 404 });
  });
});
