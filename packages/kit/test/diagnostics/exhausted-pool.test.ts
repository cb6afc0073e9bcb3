import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seaworthy } from '../../src/adapters/node.ts';
import { embeddedPostgres } from '../../src/development/embedded-postgres.ts';
import type { Service } from '../../src/service.ts';
import { captureLog, type CapturedLog } from '../../src/testing/captured-log.ts';
import { expectProblem } from '../../src/testing/expect-problem.ts';

describe('a service whose handlers keep connections too long', () => {
  let database: Awaited<ReturnType<typeof embeddedPostgres>>;
  let pool: pg.Pool;
  let service: Service;
  let log: CapturedLog;

  beforeAll(async () => {
    log = captureLog();
    database = await embeddedPostgres({ ephemeral: true });
    pool = new pg.Pool({ connectionString: database.url, max: 2, connectionTimeoutMillis: 1200 });
    // The server says goodbye to connections that the pool is still closing.
    pool.on('error', () => {});
    const takeAndHold = async (): Promise<void> => {
      const client = await pool.connect();
      await client.query('select pg_sleep(0.5)');
      client.release();
    };
    service = seaworthy(
      async (_request, response) => {
        await takeAndHold();
        response.end('done');
      },
      { metrics: { pools: { database: pool } }, resources: { database: pool }, shutdown: { fatal: false } },
    );
    await service.listen(0, '127.0.0.1');
  });

  afterAll(async () => {
    // The pool is a resource of the service, so it is closed before its database stops.
    await service.close();
    await database.stop();
    log.restore();
  });

  it('answers 503 with Retry-After, and tells size, waiting, the longest holder and the size to use', async () => {
    // Ten arrive at once, two can be served per half second, nobody waits longer than 1.2 s.
    const answers = await Promise.all(Array.from({ length: 10 }, () => fetch(service.url)));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const response of refused) {
      expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
      await expectProblem(response, 'POOL_EXHAUSTED', { status: 503 });
    }
    const line = await log.line({ rule: 'pool-exhausted' });
    expect(line).toMatchObject({ evidence: { pool: 'database', max: 2 } });
    expect(JSON.stringify(line)).toMatch(/exhausted-pool\.test\.ts/);
    expect(String(line['fix'])).toMatch(/\d/);
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/findings_total\{rule="pool-exhausted"\} [1-9]/);
    expect(metrics).toMatch(/pool_max\{pool="database"\} 2/);
  });
});
