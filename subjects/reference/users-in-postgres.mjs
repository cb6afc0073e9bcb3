const COLUMNS = 'id, email, name, created_at AS "createdAt"';
const UNIQUE_VIOLATION = '23505';

/** What the database needs before its first use; runs as often as it likes. */
export const schema = `
  CREATE TABLE IF NOT EXISTS reference_users (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE,
    name text NOT NULL,
    password text NOT NULL,
    created_at timestamptz NOT NULL
  )`;

const INSERT = `
  INSERT INTO reference_users (id, email, name, password, created_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT DO NOTHING`;

/** Adds a user that may be there already. */
export function seed(query, { id, email, name, password, createdAt }) {
  return query(INSERT, [id, email, name, password, createdAt]);
}

/** Users in PostgreSQL; the same methods as `usersInMemory`. */
export function usersInPostgres({ query }) {
  const one = async (text, values) => (await query(text, values)).rows[0];
  const find = (id) => one(`SELECT ${COLUMNS} FROM reference_users WHERE id = $1`, [id]);

  return {
    async list({ limit, cursor = '00000000-0000-0000-0000-000000000000' }) {
      const text = `SELECT ${COLUMNS} FROM reference_users WHERE id > $1 ORDER BY id LIMIT $2`;
      return (await query(text, [cursor, limit])).rows;
    },
    find,
    async add(user) {
      await seed(query, user);
      // The insert may have been sent twice after a lost connection, so ask what is there.
      return find(user.id);
    },
    async change(id, { email = null, name = null, password = null }) {
      const text = `
        UPDATE reference_users SET email = coalesce($2, email), name = coalesce($3, name),
          password = coalesce($4, password) WHERE id = $1 RETURNING ${COLUMNS}`;
      try {
        return await one(text, [id, email, name, password]);
      } catch (error) {
        if (error.code === UNIQUE_VIOLATION) return 'taken';
        throw error;
      }
    },
    async remove(id) {
      return (await query('DELETE FROM reference_users WHERE id = $1', [id])).rowCount === 1;
    },
  };
}
