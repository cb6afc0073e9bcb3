import { Kysely, Migrator, PostgresDialect, sql, type Migration } from 'kysely';
import { Pool } from 'pg';

/** In the order of their names. Add to the end; never change one that has run anywhere. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-users': {
    async up(db) {
      await db.schema
        .createTable('users')
        .addColumn('id', 'uuid', (id) => id.primaryKey().defaultTo(sql`gen_random_uuid()`))
        .addColumn('email', 'text', (email) => email.notNull().unique())
        .addColumn('name', 'text', (name) => name.notNull())
        .addColumn('password_hash', 'text', (hash) => hash.notNull())
        // Milliseconds, as in JavaScript: a cursor made from a rounded time would skip or repeat rows.
        .addColumn('created_at', 'timestamptz(3)', (time) => time.notNull().defaultTo(sql`now()`))
        .addColumn('updated_at', 'timestamptz(3)', (time) => time.notNull().defaultTo(sql`now()`))
        .execute();
      await db.schema.createIndex('users_by_age').on('users').columns(['created_at', 'id']).execute();
    },
    async down(db) {
      await db.schema.dropTable('users').execute();
    },
  },
};

/** Brings the database up to date. Instances that start together take turns: Kysely holds an advisory lock. */
export async function migrate(connectionString: string): Promise<void> {
  // A connection of its own: a migration, or the wait for another instance's, may take longer than a request.
  const pool = new Pool({ connectionString, max: 1, connectionTimeoutMillis: 5_000 });
  // Unheard, a connection lost between two queries would end the process before anything could be closed.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
  } finally {
    await db.destroy();
  }
}
