import { randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(scrypt);

/** Cheap on purpose: nobody's password is here, and load tests write users. */
const COST = { N: 4096 };

/** A salted scrypt hash, as text. */
export async function hashPassword(password) {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, 32, COST);
  return `scrypt$${salt.toString('base64')}$${hash.toString('base64')}`;
}
