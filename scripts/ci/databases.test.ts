import { program } from '@seaworthy/kit/testing';
import { join } from 'node:path';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { root } from '../docs/documents.mjs';
import { converse, STATUSES } from '../starters/conversation.ts';

const { DATABASE_URL, REDIS_URL } = process.env;
if (DATABASE_URL === undefined || REDIS_URL === undefined)
  throw new Error('Expected DATABASE_URL and REDIS_URL, got one or none; .ci/run starts both servers');

describe.each(['express', 'fastify', 'nestjs'])(
  'the %s starter in production, on a PostgreSQL and a Redis',
  (starter) => {
    it('answers as on its own database, is ready, and ends with 0', async () => {
      const env = {
        NODE_ENV: 'production',
        PORT: '0',
        DATABASE_URL: await newDatabase(`users_${starter}`),
        REDIS_URL,
      };
      await using service = program(join(root, 'starters', starter, 'dist', 'main.js'), { env });
      const [, url] = await service.line(/"url":"([^"]+)"/, 30_000);

      const { said } = await converse(url!);
      expect(Object.fromEntries(Object.entries(said).map(([title, { status }]) => [title, status]))).toEqual(
        STATUSES,
      );
      const readiness = (await (await fetch(`${url}/readyz`)).json()) as object;
      expect(readiness).toMatchObject({ status: 'ok', checks: { database: 'ok', redis: 'ok' } });

      service.signal('SIGTERM');
      expect(await service.exited).toMatchObject({ code: 0 });
    });

    it('lives without Redis, and says so', async () => {
      const url = await newDatabase(`alone_${starter}`);
      const env = { NODE_ENV: 'production', PORT: '0', DATABASE_URL: url, REDIS_URL: 'redis://127.0.0.1:1' };
      await using service = program(join(root, 'starters', starter, 'dist', 'main.js'), { env });
      const [, address] = await service.line(/"url":"([^"]+)"/, 30_000);

      const readiness = await fetch(`${address}/readyz`);
      expect(readiness.status).toBe(200);
      expect(await readiness.json()).toMatchObject({ checks: { database: 'ok', redis: 'degraded' } });

      service.signal('SIGTERM');
      expect(await service.exited).toMatchObject({ code: 0 });
    });
  },
);

/** An empty database on the server; its address. */
async function newDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  try {
    await client.query(`drop database if exists ${name}`);
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  return String(Object.assign(new URL(DATABASE_URL!), { pathname: `/${name}` }));
}
