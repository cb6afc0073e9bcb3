import type pg from 'pg';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';

/** Creates the database if there is none of that name. */
export async function ensureDatabase(
  { require }: PostgresBinaries,
  { port, password, database }: { port: number; password: string; database: string },
): Promise<void> {
  const { Client } = require('pg') as typeof pg;
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } catch (error) {
    throw (error as { code?: string }).code === '28P01' ? wrongPassword(error) : error;
  } finally {
    await client.end();
  }
}

function wrongPassword(cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'The file `password` beside the data is not the one that the database was created with: ' +
      'put it back, or delete the directory to start with an empty database',
    { cause },
  );
}
