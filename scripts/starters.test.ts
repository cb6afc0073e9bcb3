import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { program, rawConnection, type Program } from '@seaworthy/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { converse, PASSWORDS, STATUSES, type Said } from './starters/conversation.ts';

const STARTERS = ['fastify', 'express', 'nestjs'] as const;
const folderOf = (starter: string) => fileURLToPath(new URL(`../starters/${starter}`, import.meta.url));
/** What this test's own environment must not decide. */
const ENVIRONMENT = { NODE_ENV: undefined, DATABASE_URL: undefined, REDIS_URL: undefined };
/** Files that know no framework: each starter is copied alone, so each has its own. */
const SHARED = [
  '.dockerignore',
  '.env.example',
  '.github/workflows/ci.yml',
  '.gitignore',
  'Dockerfile',
  'kubernetes/deployment.yaml',
  'kubernetes/pod-disruption-budget.yaml',
  'kubernetes/service.yaml',
  'seaworthy.config.json',
  'src/config.ts',
  'src/redis.ts',
  'src/database/database.ts',
  'src/database/migrations.ts',
  'src/users/cursor.ts',
  'src/users/passwords.ts',
  'src/users/repository.ts',
  'src/users/schemas.ts',
  'test/database-proxy.ts',
  'variants/no-database/src/users/repository.ts',
];
const answers: Record<string, Record<string, Said>> = {};

describe.each(STARTERS)('the %s starter', (starter) => {
  const main = join(folderOf(starter), 'dist', 'main.js');
  const everything: string[] = [];
  let directory: string;
  let service: Program;
  let url: string;
  let ada: string;

  /** Without a DATABASE_URL, so on a PostgreSQL of its own in `directory`. */
  async function start(): Promise<void> {
    service = program(main, { cwd: directory, env: { ...ENVIRONMENT, PORT: '0', LOG_LEVEL: 'trace' } });
    [, url = ''] = await service.line(/"url":"([^"]+)"/, 60_000);
  }

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), `starter-${starter}-`));
    await start();
  });
  afterAll(async () => {
    await service.kill();
    await rm(directory, { recursive: true, force: true });
  });

  it('answers every request with the right status', async () => {
    const { said, ada: id } = await converse(url);
    answers[starter] = said;
    ada = id;
    everything.push(JSON.stringify(said));
    expect(Object.fromEntries(Object.entries(said).map(([title, { status }]) => [title, status]))).toEqual(
      STATUSES,
    );
  });

  it('keeps its data when it is killed', async () => {
    const before = await (await fetch(`${url}/users/${ada}`)).text();
    everything.push(service.output());
    service.signal('SIGKILL');
    expect((await service.exited).signal).toBe('SIGKILL');
    await start();
    expect(await (await fetch(`${url}/users/${ada}`)).text()).toBe(before);
  });

  it('answers the request that is open at SIGTERM, then exits with 0 within 2 s', async () => {
    await using connection = rawConnection(url);
    const user = JSON.stringify({ email: 'last@example.com', name: 'Last', password: PASSWORDS[0] });
    connection.write(
      'POST /users HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n' +
        `Expect: 100-continue\r\nContent-Length: ${user.length}\r\n\r\n`,
    );
    // The proof that the service has the request.
    expect((await connection.response()).status).toBe(100);
    service.signal('SIGTERM');
    await service.line(/"msg":"draining"/);
    connection.write(user);
    const { status, headers } = await connection.response();
    expect(status).toBe(201);
    expect(headers).toMatchObject({ connection: 'close' });
    const { code, ms } = await service.exited;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(2_000);
    everything.push(service.output());
  });

  it('has told nobody a password or its hash', () => {
    const text = everything.join('\n');
    expect(text).toContain('"path":"/users"');
    for (const secret of [...PASSWORDS, '$argon2']) expect(text).not.toContain(secret);
  });

  it('does not start in production without DATABASE_URL, and says so', async () => {
    await using refused = program(main, { cwd: directory, env: { ...ENVIRONMENT, NODE_ENV: 'production' } });
    expect((await refused.exited).code).toBe(1);
    expect(refused.output()).toMatch(/^ +DATABASE_URL: /m);
  });
});

describe('all starters', () => {
  it.each(STARTERS.slice(1))('answer byte by byte alike: %s as fastify', (starter) => {
    expect(answers[starter]).toEqual(answers['fastify']);
  });

  it.each(SHARED)('share %s', async (file) => {
    const [first, ...others] = await Promise.all(
      STARTERS.map(async (starter) => {
        const text = await readFile(join(folderOf(starter), file), 'utf8');
        // Only NestJS has a use for the types of what comes in.
        return text
          .replaceAll(`starter-${starter}`, 'starter')
          .replace(/^export type .* = z\.output<.*;\n/gm, '');
      }),
    );
    for (const other of others) expect(other).toBe(first);
  });
});
