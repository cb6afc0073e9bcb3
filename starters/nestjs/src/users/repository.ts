import { ConflictError } from '@seaworthy/kit';
import type { Kysely } from 'kysely';
import type { Tables } from '../database/database.ts';
import type { Position } from './cursor.ts';

/** A user as everybody may see it: the hash of the password never leaves the database. */
export interface User {
  id: string;
  email: string;
  name: string;
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS = ['id', 'email', 'name', 'created_at as createdAt', 'updated_at as updatedAt'] as const;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The users in the database. `undefined` and `false` mean that there is no user with that id. */
export class Users {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Throws a `ConflictError` when the email is taken. */
  async create(user: { email: string; name: string; passwordHash: string }): Promise<User> {
    const { email, name, passwordHash } = user;
    return this.#db
      .insertInto('users')
      .values({ email, name, password_hash: passwordHash })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow()
      .catch(emailTaken);
  }

  async find(id: string): Promise<User | undefined> {
    if (!UUID.test(id)) return undefined;
    return this.#db.selectFrom('users').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  }

  /** Up to `limit` users from the oldest, those after a position only. */
  async list(limit: number, after?: Position): Promise<User[]> {
    const query = this.#db
      .selectFrom('users')
      .select(COLUMNS)
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit);
    if (after === undefined) return query.execute();
    return query
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('created_at', 'id'), '>', tuple(after.createdAt, after.id)),
      )
      .execute();
  }

  /** Throws a `ConflictError` when the new email is taken. */
  async update(
    id: string,
    changes: { email?: string | undefined; name?: string | undefined },
  ): Promise<User | undefined> {
    if (!UUID.test(id)) return undefined;
    return this.#db
      .updateTable('users')
      .set({ ...changes, updated_at: new Date() })
      .where('id', '=', id)
      .returning(COLUMNS)
      .executeTakeFirst()
      .catch(emailTaken);
  }

  async remove(id: string): Promise<boolean> {
    if (!UUID.test(id)) return false;
    const { numDeletedRows } = await this.#db
      .deleteFrom('users')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    return numDeletedRows > 0n;
  }
}

function emailTaken(error: unknown): never {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code !== '23505' || constraint !== 'users_email_key') throw error;
  throw new ConflictError('This email is taken by another user', { cause: error });
}
