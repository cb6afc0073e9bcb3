import { start } from '@seaworthy/kit/testing';
import request from 'supertest';
import { afterAll } from 'vitest';
import { createService } from '../src/app.ts';

const CONFIG = { DRAIN_DELAY: 0, SHUTDOWN_TIMEOUT: 1_000, TRUSTED_PROXIES: [] };

/** What a program needs besides its defaults. */
export const ENVIRONMENT = {};

export const { app, service } = createService(CONFIG);
afterAll(() => service.close());

/** Another service, on a port of its own. */
export const startService = () => start(createService(CONFIG).service);

/** Deletes every user, up to the 100 of one page. */
export async function forgetUsers(): Promise<void> {
  const { body } = await request(app).get('/users?limit=100');
  const { data } = body as { data: { id: string }[] };
  await Promise.all(data.map(async ({ id }) => request(app).delete(`/users/${id}`)));
}

/** Stores a user of each name, all at the same time. */
export async function storeUsers(names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const user = {
        name,
        email: `${name.replace(' ', '.')}@example.com`,
        password: 'correct horse battery',
      };
      return request(app).post('/users').send(user).expect(201);
    }),
  );
}
