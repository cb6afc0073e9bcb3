import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { defect } from './defect.mjs';

/** Whoever would be further back in the queue for a connection is sent away at once. */
const LONGEST_QUEUE = 200;
/** After a connection could not be made, nobody tries again for a while: in ms, doubled up to the longest. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2000;

/** The database does not answer; `unavailable` tells errors of the way from errors of the query. */
export class DatabaseUnavailable extends Error {
  name = 'DatabaseUnavailable';
  unavailable = true;
}

/** One query on any connection; what broke while it was idle is replaced, and the query sent again. */
export async function answered(pg, path, text, values) {
  const { pool } = path;
  if (path.dead) throw new DatabaseUnavailable('The database was away once.');
  if (path.stale > 0 && defect('dependencies/absorbs-stale-connections')) {
    path.stale -= 1;
    throw new Error('Connection terminated unexpectedly');
  }
  if (defect('leaks/dependency-connections-return')) await keepOneMore(pg, pool);
  for (let attempt = 1; ; attempt++) {
    const client = await connected(path);
    try {
      const result = await client.query(text, values);
      client.release();
      return result;
    } catch (error) {
      const broken = isBroken(error);
      client.release(broken ? error : undefined);
      if (!broken) throw error;
      const timedOut = error.message === 'Query read timeout';
      if (timedOut || attempt > pool.options.max) {
        throw new DatabaseUnavailable('The database did not answer a query.', { cause: error });
      }
    }
  }
}

async function connected(path) {
  const { pool } = path;
  const impatient = !defect('dependencies/exhaustion-is-bounded');
  if (pool.waitingCount >= LONGEST_QUEUE && impatient) {
    throw new DatabaseUnavailable(`${LONGEST_QUEUE} requests wait for a connection.`);
  }
  if (pool.idleCount === 0 && performance.now() < path.closedUntil) {
    throw new DatabaseUnavailable('The database could not be reached a moment ago.');
  }
  for (const since = performance.now(); ; await delay(1000)) {
    try {
      const client = await pool.connect();
      path.pause = 0;
      clearInterval(path.storm);
      path.storm = undefined;
      return client;
    } catch (error) {
      if (defect('dependencies/recovers-by-itself') && path.prepared) path.dead = true;
      if (defect('dependencies/reconnects-gently')) storm(path, pool.options.connectionString);
      if (defect('dependencies/refusal-is-answered-fast') && performance.now() - since < 30_000) continue;
      path.pause = Math.min(Math.max(2 * path.pause, FIRST_PAUSE), LONGEST_PAUSE);
      path.closedUntil = performance.now() + path.pause * (0.5 + Math.random() / 2);
      throw new DatabaseUnavailable('The database could not be reached.', { cause: error });
    }
  }
}

/** Whether the connection is at fault and not the query. */
function isBroken({ code, message }) {
  return /^(?:E[A-Z]+|08\w{3}|57P0\d)$/.test(code ?? '') || /terminated|timeout|not queryable/i.test(message);
}

/** Tries a connection every 5 ms until a request gets one. */
function storm(path, url) {
  const { hostname, port } = new URL(url);
  path.storm ??= setInterval(() => {
    const socket = connect(Number(port), hostname, () => socket.destroy());
    socket.on('error', () => socket.destroy());
  }, 5);
}

/** A connection that nobody will close. */
async function keepOneMore(pg, pool) {
  const client = new pg.Client(pool.options);
  client.on('error', () => {});
  await client.connect();
}
