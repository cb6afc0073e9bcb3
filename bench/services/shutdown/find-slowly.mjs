import { setTimeout as sleep } from 'node:timers/promises';
import { findUser } from '../job/users.mjs';

let asked = 0;

/** The user, after 5 to 20 ms: so that there is always something in flight. */
export async function findSlowly(id) {
  await sleep(5 + (asked++ % 16));
  return findUser(id);
}
