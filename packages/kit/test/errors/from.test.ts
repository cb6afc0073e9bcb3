import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors/app-error.ts';
import { from } from '../../src/errors/from.ts';
import { ConflictError } from '../../src/errors/http/conflict-error.ts';
import { InternalError } from '../../src/errors/http/internal-error.ts';
import { problemReply } from '../../src/errors/problem.ts';
import { serializeError } from '../../src/errors/serialize.ts';

const CANARY = 'canary-5f1c';
const trap = () => {
  throw new Error(CANARY);
};
const hostile = () =>
  new Proxy(
    {},
    {
      get: trap,
      has: trap,
      ownKeys: trap,
      getPrototypeOf: trap,
      getOwnPropertyDescriptor: trap,
      set: trap,
      defineProperty: trap,
      isExtensible: trap,
    },
  );
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const cyclic = () => {
  const error: Error = new Error(CANARY);
  error.cause = new Error(CANARY, { cause: error });
  return error;
};
const throwing = (name: string) => Object.defineProperty(new Error(CANARY), name, { get: trap });

function answer(thrown: unknown) {
  const error = from(thrown);
  const reply = problemReply(error, { requestId: 'r-1', base: '' });
  return { error, reply, body: JSON.parse(reply.body) as Record<string, unknown> };
}

describe('AppError.from', () => {
  it('is the function of this file', () => {
    expect(AppError.from).toBe(from);
  });

  it('returns an AppError as it is', () => {
    const error = new ConflictError();
    expect(from(error)).toBe(error);
  });

  it.each<[string, () => unknown]>([
    ['an Error', () => new Error(CANARY)],
    ['null', () => null],
    ['undefined', () => undefined],
    ["'route'", () => 'route'],
    ["'router'", () => 'router'],
    ['a string', () => CANARY],
    ['a Symbol', () => Symbol(CANARY)],
    ['a BigInt', () => 10n],
    ['a function', () => trap],
    ['a Proxy whose traps throw', hostile],
    ['a revoked Proxy', revoked],
    ['an object without prototype', () => Object.assign(Object.create(null) as object, { message: CANARY })],
    ["an upstream's {status: 403}", () => ({ status: 403, message: CANARY })],
    ["an upstream's {status: 200}", () => ({ status: 200, message: CANARY })],
    [
      "an upstream client's error with status, statusCode and response",
      () => Object.assign(new Error(CANARY), { status: 403, statusCode: 403, response: { status: 403 } }),
    ],
    [
      'headers with CRLF',
      () => Object.assign(new Error(CANARY), { headers: { 'X-A': `a\r\nX-B: ${CANARY}` } }),
    ],
    ['an AggregateError', () => new AggregateError([new Error(CANARY), cyclic()], CANARY)],
    ['a cyclic cause', cyclic],
    ['a throwing message', () => throwing('message')],
    ['a throwing cause', () => throwing('cause')],
    ['a throwing code', () => throwing('code')],
    ['a throwing constructor', () => throwing('constructor')],
    ['a borrowed prototype', () => Object.create(AppError.prototype) as unknown],
    ['an AppError bent out of range', () => Object.assign(new ConflictError(CANARY), { status: 200 })],
    [
      'an http-error without expose',
      () => Object.assign(new Error(CANARY), { status: 404, statusCode: 404 }),
    ],
  ])('makes a 500 that reveals nothing of %s', (_, make) => {
    const thrown = make();
    const { error, reply, body } = answer(thrown);
    expect(error).toBeInstanceOf(AppError);
    expect(error.cause).toBe(thrown);
    expect(reply.status).toBe(500);
    expect(body).toMatchObject({ status: 500, title: 'Internal Server Error' });
    expect(reply.body + JSON.stringify(reply.headers)).not.toContain(CANARY);
    expect(JSON.stringify(serializeError(error))).toBeTypeOf('string');
  });

  it('keeps the message of an unexpected error for the log', () => {
    expect(from(new Error('boom'))).toMatchObject({
      name: 'InternalError',
      code: 'INTERNAL_ERROR',
      message: 'boom',
    });
    expect(from(undefined).message).toBe('undefined was thrown');
    expect(from({ password: 'p', id: 1 }).message).toBe('an object with the keys password, id was thrown');
  });

  it('captures no stack of its own and leaves the limit as it was', () => {
    const before = Error.stackTraceLimit;
    expect(from(new Error('boom')).stack).toBe('InternalError: boom');
    expect(Error.stackTraceLimit).toBe(before);
  });

  it('answers whatever is thrown with a matching, parseable document that holds nothing of a 500', () => {
    const keys = fc.constantFrom(
      'message', 'status', 'statusCode', 'code', 'expose', 'type', 'headers', 'details', 'detail', 'title', 'cause',
      'errors', 'name', 'severity', 'syscall', 'validation', 'validationContext', 'constructor', 'response',
    ); // prettier-ignore
    const values = fc.oneof(
      fc.anything({ withBigInt: true, withNullPrototype: true, withObjectString: true, maxDepth: 2 }),
      fc.integer({ min: 399, max: 600 }),
      fc.constantFrom(
        CANARY,
        '23505',
        'FST_ERR_VALIDATION',
        'ECONNREFUSED',
        'entity.parse.failed',
        [CANARY],
        { a: CANARY },
      ),
    );
    const bases = fc.constantFrom<() => object>(
      () => ({}),
      () => new Error(CANARY),
      () => new SyntaxError(CANARY),
      () => new AggregateError([new Error(CANARY)], CANARY),
      () => Object.create(null) as object,
    );
    const dressed = fc.tuple(bases, fc.dictionary(keys, values)).map(([base, properties]) => {
      const object = base();
      for (const [name, value] of Object.entries(properties)) {
        Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
      }
      return object;
    });
    fc.assert(
      fc.property(fc.oneof(dressed, fc.anything({ withBigInt: true, withNullPrototype: true })), (thrown) => {
        const { error, reply, body } = answer(thrown);
        expect(error).toBeInstanceOf(AppError);
        expect(error.status).toBeGreaterThanOrEqual(400);
        expect(error.status).toBeLessThanOrEqual(599);
        expect(body.status).toBe(reply.status);
        expect(reply.status === 500 && reply.body.includes(CANARY)).toBe(false);
        serializeError(error);
      }),
      { numRuns: 2000 },
    );
  });

  it('is an InternalError for what nobody recognises', () => {
    expect(from(new TypeError('x is not a function'))).toBeInstanceOf(InternalError);
  });
});
