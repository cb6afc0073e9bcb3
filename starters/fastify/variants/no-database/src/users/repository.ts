import { randomUUID } from 'node:crypto';
import { ConflictError } from '@seaworthy/kit';
import type { Position } from './cursor.ts';

/** A user as everybody may see it: the hash of the password never leaves this file. */
export interface User {
  id: string;
  email: string;
  name: string;
  createdAt: Date;
  updatedAt: Date;
}

/**
 * The users in memory: they are gone when the process ends, and no other instance knows them. Everything is
 * asynchronous, so that a database can take its place. `undefined` and `false` mean that there is no user with that id.
 */
export class Users {
  /** From the oldest to the youngest, no two of the same millisecond. */
  readonly #users = new Map<string, User>();
  readonly #idByEmail = new Map<string, string>();
  readonly #hashById = new Map<string, string>();
  #last = 0;

  /** Throws a `ConflictError` when the email is taken. */
  async create(user: { email: string; name: string; passwordHash: string }): Promise<User> {
    const { email, name, passwordHash } = user;
    if (this.#idByEmail.has(email)) emailTaken();
    this.#last = Math.max(Date.now(), this.#last + 1);
    const createdAt = new Date(this.#last);
    const created = { id: randomUUID(), email, name, createdAt, updatedAt: createdAt };
    this.#users.set(created.id, created);
    this.#idByEmail.set(email, created.id);
    this.#hashById.set(created.id, passwordHash);
    return created;
  }

  async find(id: string): Promise<User | undefined> {
    return this.#users.get(id);
  }

  /** Up to `limit` users from the oldest, those after a position only. */
  async list(limit: number, after?: Position): Promise<User[]> {
    const found: User[] = [];
    for (const user of this.#users.values()) {
      if (found.length === limit) break;
      if (after === undefined || user.createdAt > after.createdAt) found.push(user);
    }
    return found;
  }

  /** Throws a `ConflictError` when the new email is taken. */
  async update(
    id: string,
    changes: { email?: string | undefined; name?: string | undefined },
  ): Promise<User | undefined> {
    const user = this.#users.get(id);
    if (user === undefined) return undefined;
    const { email = user.email, name = user.name } = changes;
    if ((this.#idByEmail.get(email) ?? id) !== id) emailTaken();
    this.#idByEmail.delete(user.email);
    this.#idByEmail.set(email, id);
    const updated = {
      ...user,
      email,
      name,
      updatedAt: new Date(Math.max(Date.now(), user.createdAt.getTime())),
    };
    this.#users.set(id, updated);
    return updated;
  }

  async remove(id: string): Promise<boolean> {
    const user = this.#users.get(id);
    if (user === undefined) return false;
    this.#idByEmail.delete(user.email);
    this.#hashById.delete(id);
    return this.#users.delete(id);
  }
}

function emailTaken(): never {
  throw new ConflictError('This email is taken by another user');
}
