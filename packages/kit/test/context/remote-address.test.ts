import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { remoteAddressWith } from '../../src/context/remote-address.ts';

const from = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as never;

describe('the address of the client', () => {
  it('is the peer when no proxy is trusted, whatever is forwarded', () => {
    expect(remoteAddressWith([])(from('10.0.0.1', '1.2.3.4'))).toBe('10.0.0.1');
  });

  it('is written as IPv4 when it is one', () => {
    expect(remoteAddressWith([])(from('::ffff:127.0.0.1'))).toBe('127.0.0.1');
  });

  it('is the last one that no trusted proxy has: what stands before it may be forged', () => {
    const address = remoteAddressWith(['10.0.0.0/8', '::1']);
    expect(address(from('10.0.0.1', '6.6.6.6, 1.2.3.4, 10.9.9.9'))).toBe('1.2.3.4');
    expect(address(from('::1', '2001:db8::1'))).toBe('2001:db8::1');
  });

  it('is the peer when the peer is not trusted', () => {
    expect(remoteAddressWith(['10.0.0.0/8'])(from('9.9.9.9', '1.2.3.4'))).toBe('9.9.9.9');
  });

  it('stops at the first hop that is no address', () => {
    expect(remoteAddressWith(['10.0.0.1'])(from('10.0.0.1', '1.2.3.4, unknown'))).toBe('10.0.0.1');
  });

  it('is the farthest hop when all are trusted', () => {
    expect(remoteAddressWith(['10.0.0.0/8'])(from('10.0.0.1', '10.0.0.3, 10.0.0.2'))).toBe('10.0.0.3');
  });

  it.each(['nonsense', '10.0.0.0/33', '10.0.0.0/x', '::1/129', true as unknown as string])(
    'cannot be configured with %j',
    (range) => {
      expect(() => remoteAddressWith([range])).toThrow(/trustedProxies/);
    },
  );
});
