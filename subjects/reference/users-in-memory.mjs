/** The oldest go when there are more: memory is no database. */
const MOST = 10_000;

/** Users of this process only. A user is `{ id, email, name, password, createdAt }`; the hash never leaves a store. */
export function usersInMemory(first) {
  const users = new Map([[first.id, first]]);
  const taken = new Set([first.email]);

  return {
    async list({ limit, cursor }) {
      const sorted = [...users.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
      return sorted
        .filter(({ id }) => cursor === undefined || id > cursor)
        .slice(0, limit)
        .map(shown);
    },
    async find(id) {
      return shown(users.get(id));
    },
    /** `undefined` when the email is taken. */
    async add(user) {
      if (taken.has(user.email)) return undefined;
      if (users.size >= MOST) this.forget(users.values().next().value);
      users.set(user.id, user);
      taken.add(user.email);
      return shown(user);
    },
    /** `undefined` when there is no such user, `'taken'` when the new email belongs to another. */
    async change(id, changes) {
      const user = users.get(id);
      if (user === undefined) return undefined;
      const { email = user.email } = changes;
      if (email !== user.email && taken.has(email)) return 'taken';
      taken.delete(user.email);
      taken.add(email);
      Object.assign(user, changes);
      return shown(user);
    },
    async remove(id) {
      const user = users.get(id);
      if (user !== undefined) this.forget(user);
      return user !== undefined;
    },
    forget({ id, email }) {
      users.delete(id);
      taken.delete(email);
    },
  };
}

function shown(user) {
  if (user === undefined) return undefined;
  const { password: _, ...rest } = user;
  return rest;
}
