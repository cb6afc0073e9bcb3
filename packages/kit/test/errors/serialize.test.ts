import { describe, expect, it } from 'vitest';
import { serializeError } from '../../src/errors/serialize.ts';

const trap = () => {
  throw new Error('trap');
};

describe('serializeError', () => {
  it('tells type, message, code and stack', () => {
    const error = Object.assign(new TypeError('boom'), { code: 'E_BOOM', secret: 'row' });
    const result = serializeError(error);
    expect(result).toEqual({ type: 'TypeError', message: 'boom', code: 'E_BOOM', stack: error.stack });
  });

  it('walks causes and the errors of an AggregateError', () => {
    const error = new AggregateError([new Error('a'), new RangeError('b')], 'all failed', {
      cause: new Error('why'),
    });
    expect(serializeError(error)).toMatchObject({
      type: 'AggregateError',
      cause: { message: 'why' },
      errors: [{ message: 'a' }, { type: 'RangeError', message: 'b' }],
    });
  });

  it('ends at a cycle', () => {
    const error: Error = new Error('outer');
    error.cause = new Error('inner', { cause: error });
    expect(serializeError(error).cause?.cause).toEqual({ type: 'Error', message: '[circular]', stack: '' });
  });

  it('ends when causes go too deep or there are too many', () => {
    let deep = new Error('0');
    for (let depth = 1; depth < 1000; depth++) deep = new Error(String(depth), { cause: deep });
    const wide = (depth: number): Error =>
      depth === 0 ? new Error('leaf') : new AggregateError(Array.from({ length: 50 }, () => wide(depth - 1)));
    expect(JSON.stringify(serializeError(deep)).match(/"stack"/g)).toHaveLength(10);
    expect(JSON.stringify(serializeError(wide(2))).match(/"stack"/g)!.length).toBeLessThan(100);
  });

  it.each<[unknown, string, string]>([
    [null, 'null', 'null was thrown'],
    [undefined, 'undefined', 'undefined was thrown'],
    ['text', 'string', 'text'],
    [Symbol('s'), 'symbol', 'Symbol(s) was thrown'],
    [10n, 'bigint', '10 was thrown'],
    [{ password: 'x' }, 'Object', 'an object with the keys password was thrown'],
  ])('describes %o without its values', (thrown, type, message) => {
    expect(serializeError(thrown)).toEqual({ type, message, stack: '' });
  });

  it('survives a Proxy whose traps throw', () => {
    const hostile = new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap, has: trap });
    expect(serializeError(hostile)).toEqual({
      type: 'object',
      message: 'something unreadable was thrown',
      stack: '',
    });
    expect(serializeError(new Error('x', { cause: hostile })).cause?.type).toBe('object');
    expect(serializeError({ errors: [hostile], message: 'm' }).message).toBe('m');
  });

  it.each([
    ['postgres://app:s3cret@db:5432/x', 'postgres://app:***@db:5432/x'],
    ['redis://:s3cret@cache', 'redis://:***@cache'],
    ['amqp://u:a/s3cret=b@c@host/v', 'amqp://u:***@host/v'],
    ['see http://host:8080/users/@me', 'see http://host:8080/users/@me'],
    ['mail a@b.c about https://x.y/z', 'mail a@b.c about https://x.y/z'],
  ])('masks the password in %s', (text, masked) => {
    const error = new Error(text);
    const result = serializeError(error);
    expect(result.message).toBe(masked);
    expect(result.stack.startsWith(`Error: ${masked}`)).toBe(true);
  });

  it('takes linear time for a text made to be slow, and cuts it', () => {
    const text = `${'a://b:c'.repeat(200_000)}@`;
    const started = performance.now();
    expect(serializeError(new Error(text)).message.length).toBeLessThan(10_000);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('masks a password that the cut goes through', () => {
    const text = `${'x'.repeat(8 * 1024 - 20)} pg://u:s3cretsecret${'s'.repeat(50)}@host`;
    expect(serializeError(new Error(text)).message).not.toContain('s3cret');
  });
});
