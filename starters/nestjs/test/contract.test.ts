import { fileURLToPath } from 'node:url';
import { expectProblem, program, start } from '@seaworthy/kit/testing';
import { createService } from '../src/app.ts';
import { openDatabase } from '../src/database/database.ts';
import { DatabaseProxy } from './database-proxy.ts';
import { CONFIG, postgres } from './service.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** A service on a port of its own, with a database that is reached by `url`. */
const startOn = async (url: string) => start(await createService(CONFIG, { database: openDatabase(url) }));

describe('the service', () => {
  it('tells probes, Prometheus and people what they ask for', async () => {
    await using service = await startOn(postgres.url);
    const statusOf = async (path: string) => (await service.fetch(path)).status;
    expect(await Promise.all(['/livez', '/readyz', '/docs'].map(statusOf))).toEqual([200, 200, 200]);
    expect(await (await service.fetch('/metrics')).text()).toContain('pool_max{pool="database"} 10');
    const { paths } = (await (await service.fetch('/openapi.json')).json()) as { paths: object };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/users', '/users/{id}']));
  });

  it('finishes an open request after SIGTERM and exits with 0', async () => {
    await using service = program(MAIN, {
      env: { PORT: '0', LOG_LEVEL: 'info', DATABASE_URL: postgres.url },
    });
    const [, url] = await service.line(/"url":"([^"]+)"/);
    const user = { email: 'last@example.com', name: 'Last', password: 'correct horse battery' };
    const headers = { 'content-type': 'application/json' };
    const answer = fetch(`${url}/users`, { method: 'POST', headers, body: JSON.stringify(user) });
    await expect
      .poll(async () => (await fetch(`${url}/metrics`)).text())
      .toMatch(/in_flight[^\n]* [1-9]|status="201"/);
    service.signal('SIGTERM');
    expect((await answer).status).toBe(201);
    expect((await service.exited).code).toBe(0);
  });

  it('says which variables are missing or wrong, and does not start', async () => {
    const env = { NODE_ENV: 'production', DATABASE_URL: undefined, PORT: 'http', TRUSTED_PROXIES: undefined };
    await using service = program(MAIN, { env });
    expect((await service.exited).code).toBe(1);
    expect(service.output()).toMatch(/DATABASE_URL[^]*PORT|PORT[^]*DATABASE_URL/);
  });
});

describe('while the database', () => {
  it('is away, readiness is 503, requests are 503, and the service is back when the database is', async () => {
    await using proxy = await DatabaseProxy.to(postgres);
    await using service = await startOn(proxy.url);
    expect((await service.fetch('/users')).status).toBe(200);
    proxy.refuse();
    await expectProblem(await service.fetch('/users'), 'service-unavailable', { status: 503 });
    await expect.poll(async () => (await service.fetch('/readyz')).status, { timeout: 5_000 }).toBe(503);
    proxy.forward();
    await expect.poll(async () => (await service.fetch('/readyz')).status, { timeout: 5_000 }).toBe(200);
    expect((await service.fetch('/users')).status).toBe(200);
  });

  it('is silent, every request is answered within 5 s, and none waits behind a lost one later', async () => {
    await using proxy = await DatabaseProxy.to(postgres);
    await using service = await startOn(proxy.url);
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
