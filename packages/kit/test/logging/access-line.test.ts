import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestContext } from '../../src/context/request-context.ts';
import { accessLine } from '../../src/logging/access-line.ts';

const done = {
  status: 200,
  durationMs: 1.23456,
  bytes: 12,
  remoteAddress: '127.0.0.1',
  aborted: false,
  level: 'info',
};

describe('the access line', () => {
  it('holds the fields of the contract and nothing else', () => {
    const context = new RequestContext('id-1', 'GET', '/users/7');
    context.route = '/users/:id';
    context.traceId = 'f'.repeat(32);
    const line = JSON.parse(accessLine(context, done)) as Record<string, unknown>;
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      requestId: 'id-1',
      traceId: 'f'.repeat(32),
      method: 'GET',
      path: '/users/7',
      route: '/users/:id',
      status: 200,
      durationMs: 1.235,
      bytes: 12,
      remoteAddress: '127.0.0.1',
      msg: 'request completed',
    });
  });

  it('leaves out route, trace and aborted when there is nothing to say', () => {
    const line = JSON.parse(accessLine(new RequestContext('i', 'GET', '/x'), done)) as object;
    expect(Object.keys(line)).not.toEqual(expect.arrayContaining(['route']));
    expect(line).not.toHaveProperty('traceId');
    expect(line).not.toHaveProperty('aborted');
  });

  it('says that a request was aborted', () => {
    const line = JSON.parse(
      accessLine(new RequestContext('i', 'GET', '/x'), { ...done, aborted: true }),
    ) as object;
    expect(line).toMatchObject({ aborted: true, msg: 'request aborted' });
  });

  it('is one line of JSON whatever the method, the path and the route are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (method, path) => {
        const context = new RequestContext('i', method, path);
        context.route = path;
        const text = accessLine(context, done);
        expect(text.indexOf('\n')).toBe(text.length - 1);
        expect(JSON.parse(text)).toMatchObject({ method, route: path });
      }),
    );
  });
});
