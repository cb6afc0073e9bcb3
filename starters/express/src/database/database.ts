import { log } from '@seaworthy/kit';
import { Kysely, PostgresDialect, type Generated, type PostgresPool, type PostgresPoolClient } from 'kysely';
import { Pool } from 'pg';

/** The tables as `migrations.ts` makes them. */
export interface Tables {
  users: {
    id: Generated<string>;
    email: string;
    name: string;
    password_hash: string;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
}

export interface Database {
  db: Kysely<Tables>;
  /** For the health check and the metrics. */
  pool: Pool;
}

/**
 * A bounded pool that gives up in time: no request waits longer than 4 s, even for a server that is silent.
 * Connects when it is first used.
 */
export function openDatabase(connectionString: string): Database {
  const pool = new Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 2_500,
    // The server gives up first and says so; the client gives up on a server that says nothing.
    statement_timeout: 2_000,
    query_timeout: 2_500,
    idle_in_transaction_session_timeout: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // Unheard, a lost connection would end the process: one that is idle, and one in use between two queries.
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ err: error }, 'a database connection was lost');
  });
  pool.on('connect', (client) => client.on('error', () => {}));
  return { pool, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool: withoutSilent(pool) }) }) };
}

/**
 * A connection that did not answer in time still waits for its answer, and the next query would wait behind it.
 * Kysely gives every connection back to the pool; this takes the silent ones out.
 */
function withoutSilent(pool: Pool): PostgresPool {
  return {
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      let silent = false;
      async function query(text: string, values: unknown[]) {
        try {
          return await client.query(text, values);
        } catch (error) {
          silent ||= (error as Error).message === 'Query read timeout';
          throw error;
        }
      }
      const connection = { query, release: () => client.release(silent) };
      // Kysely's type also wants cursors, which it uses for streams only.
      return connection as unknown as PostgresPoolClient;
    },
  };
}
