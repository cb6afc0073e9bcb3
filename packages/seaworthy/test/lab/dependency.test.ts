import { describe, expect, test } from 'vitest';
import { rewritable } from '../../src/lab/dependency.ts';

describe('an address led through a proxy', () => {
  test.each([
    [
      'postgres://app:p%40ss@db.example:6000/app?sslmode=disable&x=1',
      'postgres://app:p%40ss@127.0.0.1:9/app?sslmode=disable&x=1',
      'db.example',
      6000,
      'postgres',
    ],
    ['postgresql+asyncpg://db/app', 'postgresql+asyncpg://127.0.0.1:9/app', 'db', 5432, 'postgres'],
    [
      'jdbc:postgresql://db:5433/app?user=a',
      'jdbc:postgresql://127.0.0.1:9/app?user=a',
      'db',
      5433,
      'postgres',
    ],
    ['redis://:secret@127.0.0.1/2', 'redis://:secret@127.0.0.1:9/2', '127.0.0.1', 6379, 'redis'],
    ['mongodb://u:p@[::1]:27018/app', 'mongodb://u:p@127.0.0.1:9/app', '::1', 27_018, 'other'],
    ['http://users.internal/v1', 'http://127.0.0.1:9/v1', 'users.internal', 80, 'other'],
    ['broker.internal:9092', '127.0.0.1:9', 'broker.internal', 9092, 'other'],
  ])('keeps all but host and port of %s', (address, through, host, port, protocol) => {
    const found = rewritable('URL', address);
    expect(found.through(9)).toBe(through);
    expect(found.upstream).toEqual({ host, port, protocol });
  });

  test.each([
    ['postgres://db/app?sslmode=require', 'it demands TLS'],
    ['postgres://db/app?a=1&sslmode=verify-full', 'it demands TLS'],
    ['rediss://cache', 'means TLS'],
    ['https://api.example', 'means TLS'],
    ['mongodb+srv://cluster.example/app', 'DNS (SRV)'],
    ['postgres:///app?host=/var/run/postgresql', 'a Unix socket'],
    ['postgres://%2Fvar%2Frun/app', 'a Unix socket'],
    ['postgres://a:1,b:2/app', 'several hosts'],
    ['ftp://files.example/', 'which port'],
    ['host=db user=app', 'neither a URL nor'],
  ])('is refused with a reason and a way out for %s', (address, reason) => {
    expect(() => rewritable('DATABASE_URL', address)).toThrow(
      new RegExp(`^DATABASE_URL cannot be led through a proxy: .*${reason.replace(/[()]/g, '\\$&')}.*; `),
    );
  });

  test('is refused without the secrets in it', () => {
    expect(() => rewritable('A', 'postgres://u:hunter2@db/app?sslmode=require')).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    );
  });
});
