import { start } from '@seaworthy/kit/testing';
import { afterAll } from 'vitest';
import { createService } from '../src/app.ts';

const CONFIG = { DRAIN_DELAY: 0, SHUTDOWN_TIMEOUT: 1_000, TRUSTED_PROXIES: [] };

/** What a program needs besides its defaults. */
export const ENVIRONMENT = {};

/** For the tests of one file, on a port of its own. */
export const service = await start(createService(CONFIG));
afterAll(() => service.close());

/** Another service, on a port of its own. */
export const startService = () => start(createService(CONFIG));

/** Deletes every user, up to the 100 of one page. */
export async function forgetUsers(): Promise<void> {
  const { data } = (await (await service.fetch('/users?limit=100')).json()) as { data: { id: string }[] };
  await Promise.all(data.map(async ({ id }) => service.fetch(`/users/${id}`, { method: 'DELETE' })));
}

/** Stores a user of each name, all at the same time. */
export async function storeUsers(names: readonly string[]): Promise<void> {
  await Promise.all(
    names.map(async (name) => {
      const body = JSON.stringify({
        name,
        email: `${name.replace(' ', '.')}@example.com`,
        password: 'correct horse battery',
      });
      return service.fetch('/users', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    }),
  );
}
