import { fileURLToPath } from 'node:url';
import { program } from '@seaworthy/kit/testing';
import { ENVIRONMENT, startService } from './service.ts';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

describe('the service', () => {
  it('tells probes, Prometheus and people what they ask for', async () => {
    await using service = await startService();
    const statusOf = async (path: string) => (await service.fetch(path)).status;
    expect(await Promise.all(['/livez', '/readyz', '/docs'].map(statusOf))).toEqual([200, 200, 200]);
    const metrics = await (await service.fetch('/metrics')).text();
    expect(metrics).toContain('http_server_request_duration_seconds');
    // seaworthy:if database
    expect(metrics).toContain('pool_max{pool="database"} 10');
    // seaworthy:end
    const { paths } = (await (await service.fetch('/openapi.json')).json()) as { paths: object };
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/users', '/users/{id}']));
  });

  it('finishes an open request after SIGTERM and exits with 0', async () => {
    await using service = program(MAIN, {
      env: { PORT: '0', LOG_LEVEL: 'info', ...ENVIRONMENT },
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
    const env = {
      NODE_ENV: 'production',
      PORT: 'http',
      // seaworthy:if database
      DATABASE_URL: undefined,
      // seaworthy:end
      DRAIN_DELAY: 'soon',
    };
    await using service = program(MAIN, { env });
    expect((await service.exited).code).toBe(1);
    expect(service.output()).toMatch(/PORT[^]*DRAIN_DELAY/);
    // seaworthy:if database
    expect(service.output()).toContain('DATABASE_URL');
    // seaworthy:end
  });
});
