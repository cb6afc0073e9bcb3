import { hash } from '@node-rs/argon2';

/** Argon2id with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** What is stored instead of a password. Takes tens of milliseconds by design: never call it inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}
