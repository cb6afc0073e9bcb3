/** The store of every service: a Map that stops growing, so that a long run measures the service and not the heap. */
const LIMIT = 10_000;
const users = new Map([['1', { id: '1', email: 'ada@example.com', name: 'Ada Lovelace' }]]);
let last = 1;

export const findUser = (id) => users.get(id);

/** Keeps the user without the password and gives it the next id; after 10,000 the oldest id is used again. */
export function addUser({ email, name }) {
  last = (last % LIMIT) + 1;
  const user = { id: String(last), email, name };
  if (last !== 1) users.set(user.id, user);
  return user;
}
