import { embeddedPostgres, type EmbeddedPostgres } from '@seaworthy/kit/development';
import type { RawResponse } from '@seaworthy/kit/testing';
import { Client } from 'pg';
import { DatabaseProxy } from '../harness/database-proxy.ts';
import { freePort } from '../harness/free-port.ts';
import type { LogLine } from '../harness/log.ts';
import { freshId, newUser, requestText } from '../harness/messages.ts';
import { poll } from '../harness/poll.ts';
import { Service, type Exit } from '../harness/service.ts';
import type { Starter } from '../harness/starters.ts';

/** An answer, how long it took in ms, and everything that the log has of it. */
export interface Answered {
  answer: RawResponse | undefined;
  took: number;
  lines: LogLine[];
}

/** A service on a PostgreSQL that is taken away, goes silent, comes back, and loses its tables. */
export interface DatabaseFacts {
  created: number;
  /** Everything that the tables hold after a user was made. */
  stored: string;
  /** The access line of a request that a trusted proxy passed on from 203.0.113.9. */
  forwarded: LogLine | undefined;
  away: Outage;
  silent: Outage;
  /** A request to a database without tables. */
  broken: Answered & { liveAfter: number | undefined };
  stop: { exit: Exit | undefined; took: number | undefined; connections: number; goodbyes: number };
}

export interface Outage {
  /** Connections that the service had made to the database before it went. */
  connections: number;
  live: Answered;
  ready: Answered;
  users: Answered[];
  /** Status of `/readyz` and of `/users` when the database was back; `undefined` when they stayed away. */
  back: { ready: number | undefined; users: number | undefined };
}

/** Longest that it may take to notice that the database is back, in ms. */
const RECOVERY = 10_000;

export async function database(starter: Starter): Promise<DatabaseFacts> {
  await using postgres = await embeddedPostgres({ ephemeral: true });
  await using proxy = await DatabaseProxy.to(postgres.port);
  await using service = await Service.start(starter, {
    DATABASE_URL: postgres.url.replace(`:${postgres.port}/`, `:${proxy.port}/`),
    // Nobody listens there: Redis is optional.
    REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    TRUSTED_PROXIES: '127.0.0.1',
  });
  const json = { 'content-type': 'application/json' };
  const { status: created } = await service.ask('POST /users', json, JSON.stringify(newUser()));
  const stored = await contentOf(postgres);
  const forwardedId = freshId();
  await service.ask('GET /users', { 'x-request-id': forwardedId, 'x-forwarded-for': '203.0.113.9' });
  const forwarded = await service.log.access(forwardedId).catch(() => undefined);

  const away = await outage(service, proxy, () => proxy.refuse());
  const silent = await outage(service, proxy, () => void (proxy.mode = 'swallow'));
  await withClient(postgres, (client) => client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public'));
  const broken = await ask(service, '/users');
  const liveAfter = (await service.ask('GET /livez').catch(() => undefined))?.status;
  const stop = await interrupt(service, proxy);
  return { created, stored, forwarded, away, silent, broken: { ...broken, liveAfter }, stop };
}

async function outage(service: Service, proxy: DatabaseProxy, begin: () => void): Promise<Outage> {
  const connections = proxy.accepted;
  begin();
  const [live, ...users] = await Promise.all([
    ask(service, '/livez'),
    ask(service, '/users'),
    ask(service, '/users'),
  ]);
  const ready = await settled(service);
  proxy.mode = 'forward';
  const back = async (path: string): Promise<number | undefined> =>
    poll(
      path,
      async () =>
        (await service.ask(`GET ${path}`).catch(() => undefined))?.status === 200 ? 200 : undefined,
      {
        timeout: RECOVERY,
        every: 100,
      },
    ).catch(() => undefined);
  return {
    connections,
    live,
    ready,
    users,
    back: { ready: await back('/readyz'), users: await back('/users') },
  };
}

/** Readiness is cached for a moment; once it is 503, the time of an answer that had to ask again. */
async function settled(service: Service): Promise<Answered> {
  let slowest: Answered | undefined;
  const until = performance.now() + 3_000;
  for (;;) {
    const one = await ask(service, '/readyz');
    if (slowest === undefined || one.took > slowest.took) slowest = one;
    if (one.answer?.status === 503 || performance.now() > until) return { ...one, took: slowest.took };
  }
}

async function ask(service: Service, path: string): Promise<Answered> {
  const id = freshId();
  const since = performance.now();
  const answer = await service.ask(`GET ${path}`, { 'x-request-id': id }).catch(() => undefined);
  const took = Math.round(performance.now() - since);
  if (!path.endsWith('z')) await service.log.access(id).catch(() => {});
  return { answer, took, lines: service.log.of(id) };
}

/** Ctrl-C with nothing to do: one connection is idle, one has not said anything yet. */
async function interrupt(service: Service, proxy: DatabaseProxy): Promise<DatabaseFacts['stop']> {
  await using idle = service.connect();
  idle.write(requestText('GET /livez'));
  await idle.response();
  await using _silent = service.connect();
  const connections = proxy.watch();
  const at = service.signal('SIGINT');
  const exit = await service.exit(10_000);
  const took = exit && Math.round(exit.at - at);
  return { exit, took, connections: connections.open, goodbyes: await connections.goodbyes() };
}

/** Every row of every table, as text. */
async function contentOf(postgres: EmbeddedPostgres): Promise<string> {
  return withClient(postgres, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const content: string[] = [];
    for (const { name } of rows) {
      const found = await client.query<{ text: string }>(`SELECT t::text AS text FROM public.${name} t`);
      content.push(...found.rows.map(({ text }) => text));
    }
    return content.join('\n');
  });
}

async function withClient<T>(postgres: EmbeddedPostgres, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(postgres.url);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
