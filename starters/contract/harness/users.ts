import assert from 'node:assert/strict';
import { newUser, sendJson } from './messages.ts';
import type { Service } from './service.ts';

/** A user as the service tells about it. */
export interface User {
  id: string;
  email: string;
  name: string;
  createdAt: string;
  updatedAt: string;
}

/** Makes a user, by default one like no other; fails unless the answer is 201. */
export async function createUser(service: Service, user: object = newUser()): Promise<User> {
  const response = await service.fetch('/users', sendJson(user));
  const text = await response.text();
  assert.equal(response.status, 201, `Expected POST /users to be 201, got ${response.status}: ${text}`);
  return JSON.parse(text) as User;
}
