import { expectProblem } from '@seaworthy/kit/testing';
import { describe, expect, it } from 'vitest';
import { DatabaseProxy } from './database-proxy.ts';
import { database, postgres, startService } from './service.ts';

describe('the database', () => {
  it('holds the argon2id hash of a password, and not the password', async () => {
    await using service = await startService();
    const user = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };
    const headers = { 'content-type': 'application/json' };
    const { status } = await service.fetch('/users', { method: 'POST', headers, body: JSON.stringify(user) });
    expect(status).toBe(201);
    const { rows } = await database.pool.query<{ password_hash: string }>('select password_hash from users');
    expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('is told goodbye, also by a service that was only asked whether it is ready', async () => {
    const service = await startService(`${postgres.url}?application_name=leaving`);
    expect((await service.fetch('/readyz')).status).toBe(200);
    expect(await connectionsOf('leaving')).toBe(1);
    await service.close();
    await expect.poll(() => connectionsOf('leaving')).toBe(0);
  });
});

describe('while the database', () => {
  it('is away, readiness is 503, requests are 503, and the service is back when the database is', async () => {
    await using proxy = await DatabaseProxy.to(postgres);
    await using service = await startService(proxy.url);
    expect((await service.fetch('/users')).status).toBe(200);
    proxy.refuse();
    const refused = await service.fetch('/users');
    expect(refused.status).toBe(503);
    await expectProblem(refused, 'service-unavailable');
    await expect.poll(async () => (await service.fetch('/readyz')).status, { timeout: 5_000 }).toBe(503);
    proxy.forward();
    await expect.poll(async () => (await service.fetch('/readyz')).status, { timeout: 5_000 }).toBe(200);
    expect((await service.fetch('/users')).status).toBe(200);
  });

  it('is silent, every request is answered within 5 s, and none waits behind a lost one later', async () => {
    await using proxy = await DatabaseProxy.to(postgres);
    await using service = await startService(proxy.url);
    await Promise.all(Array.from({ length: 10 }, () => service.fetch('/users')));
    proxy.swallow();
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => service.fetch('/users')));
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503));
    proxy.forward();
    expect((await service.fetch('/users')).status).toBe(200);
  });
});

async function connectionsOf(name: string): Promise<number | null> {
  return (await database.pool.query('select from pg_stat_activity where application_name = $1', [name]))
    .rowCount;
}
