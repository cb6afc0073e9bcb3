import { setTimeout as delay } from 'node:timers/promises';
import { defect } from './defect.mjs';
import { described } from './errors.mjs';
import { log } from './log.mjs';
import { answered, DatabaseUnavailable } from './query.mjs';

/** Longest waits for a connection and for an answer, in ms: together they stay below five seconds. */
const CONNECT_TIMEOUT = 2000;
const QUERY_TIMEOUT = 2500;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2000;

/** A bounded pool that fails fast, reconnects gently and absorbs connections that broke while idle. */
export async function openDatabase(url, { poolSize, prepare }) {
  const { default: pg } = await import('pg');
  const exhaustible = defect('dependencies/exhaustion-is-bounded');
  const endless = exhaustible || defect('dependencies/silence-is-bounded');
  const options = (max) => ({
    connectionString: url,
    max,
    connectionTimeoutMillis: endless ? 0 : CONNECT_TIMEOUT,
    query_timeout: endless ? 0 : QUERY_TIMEOUT,
    keepAlive: true,
    application_name: 'reference',
  });
  const pool = new pg.Pool(options(exhaustible ? 2 : poolSize));
  // Its own connection: a busy pool says nothing about the database.
  const pingPool = new pg.Pool({
    ...options(1),
    ...(defect('health/answers-in-time') && { connectionTimeoutMillis: 0, query_timeout: 0 }),
  });
  const path = {
    pool,
    pause: 0,
    closedUntil: 0,
    stale: 0,
    dead: false,
    prepared: false,
    ended: false,
    storm: undefined,
  };
  for (const each of [pool, pingPool]) {
    if (!defect('dependencies/survives-cut-connections')) each.on('error', () => (path.stale += 1));
    // A connection that breaks while it is in use says so here, too.
    each.on('connect', (client) => client.on('error', () => {}));
  }

  const query = async (text, values) => {
    if (!path.prepared) throw new DatabaseUnavailable('The database has not answered since the start.');
    const turn = defect('dependencies/failure-is-isolated') ? holdEverything() : undefined;
    try {
      return await answered(pg, path, text, values);
    } finally {
      turn?.();
    }
  };
  const preparing = keepTrying(path, () => prepare((text, values) => answered(pg, path, text, values)));
  if (defect('boot/survives-a-missing-dependency')) await preparing;

  return {
    query,
    ping: async () => {
      if (!path.prepared) throw new DatabaseUnavailable('The database has not answered since the start.');
      if (!defect('health/probes-are-cheap')) return pingPool.query('SELECT 1');
      const client = new pg.Client({ ...options(1), connectionString: url });
      client.on('error', () => {});
      await client.connect();
      return client.query('SELECT 1');
    },
    close: () => {
      path.ended = true;
      return Promise.all([pool.end(), pingPool.end()]);
    },
  };
}

/** Resolves once no query of a service with the defect is under way. */
export let everything = Promise.resolve();

function holdEverything() {
  let release;
  everything = new Promise((resolve) => (release = resolve));
  return release;
}

async function keepTrying(path, prepare) {
  for (let pause = FIRST_PAUSE; !path.ended; pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    try {
      await prepare();
      path.prepared = true;
      return;
    } catch (error) {
      log('warn', 'the database is not ready', { err: described(error) });
      if (defect('boot/survives-a-missing-dependency'))
        await new Promise(() => setInterval(() => {}, 60_000));
    }
    await delay(pause, undefined, { ref: false });
  }
}
