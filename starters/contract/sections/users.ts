import assert from 'node:assert/strict';
import type { Line } from '../harness/line.ts';
import { newUser, PASSWORD, sendJson } from '../harness/messages.ts';
import type { Service } from '../harness/service.ts';
import { createUser, type User } from '../harness/users.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

interface Page {
  data: User[];
  nextCursor: string | null;
}

export const users: readonly Line[] = [
  {
    title: 'POST /users is 201 with Location and the user, without the password',
    async ask({ service }) {
      const user = newUser();
      const response = await service.fetch('/users', sendJson(user));
      assert.equal(response.status, 201);
      const { id, createdAt, updatedAt, ...rest } = (await response.json()) as User;
      assert.deepEqual(rest, { email: user['email'], name: user['name'] });
      assert.match(id, UUID);
      for (const time of [createdAt, updatedAt]) {
        assert.match(time, TIME);
        assert.ok(Math.abs(Date.parse(time) - Date.now()) < 60_000, `Expected the time of now, got ${time}`);
      }
      assert.equal(response.headers.get('location'), `/users/${id}`);
    },
  },
  {
    title: 'the password is kept as argon2id only',
    async ask({ database }) {
      const { stored } = await database();
      assert.match(stored, /\$argon2id\$v=19\$/);
      assert.ok(!stored.includes(PASSWORD), 'Expected the database without the password');
    },
  },
  {
    title: 'an email is compared and kept in lower case, a name is trimmed, other members are ignored',
    async ask({ service }) {
      const { email } = newUser() as { email: string };
      const odd = newUser({ email: email.toUpperCase(), name: '  Ada ', admin: true, id: 'mine' });
      const created = await createUser(service, odd);
      assert.deepEqual([created.email, created.name], [email, 'Ada']);
      assert.deepEqual(Object.keys(created).sort(), ['createdAt', 'email', 'id', 'name', 'updatedAt']);
      assert.equal((await service.fetch('/users', sendJson(newUser({ email })))).status, 409);
    },
  },
  {
    title: 'names have 1 to 100 characters and no control characters, passwords at least 12',
    async ask({ service }) {
      const status = async (more: object) => (await service.fetch('/users', sendJson(newUser(more)))).status;
      for (const name of ['x', 'x'.repeat(100), 'Grüße, 船乗り'])
        assert.equal(await status({ name }), 201, name);
      for (const name of ['', '   ', 'x'.repeat(101), 'a\0b', 'a\u001bb']) {
        assert.equal(await status({ name }), 400, JSON.stringify(name));
      }
      assert.equal(await status({ password: 'x'.repeat(12) }), 201);
      assert.equal(await status({ password: 'x'.repeat(11) }), 400);
    },
  },
  {
    title: 'GET /users/{id} is that user',
    async ask({ service }) {
      const created = await createUser(service);
      const response = await service.fetch(`/users/${created.id}`);
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
      assert.match(response.headers.get('cache-control') ?? '', /no-store/);
      assert.deepEqual(await response.json(), created);
    },
  },
  {
    title: 'GET /users pages through everybody, oldest first, each once',
    async ask({ service }) {
      const made = [await createUser(service), await createUser(service), await createUser(service)];
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const query = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = await pageOf(service, `?limit=7${query}`);
        assert.ok(page.data.length <= 7);
        seen.push(...page.data.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor !== null && seen.length < 5_000);
      assert.deepEqual(
        seen.slice(-3),
        made.map(({ id }) => id),
      );
      assert.equal(new Set(seen).size, seen.length, 'Expected everybody once');
      assert.ok((await pageOf(service, '')).data.length <= 20);
    },
  },
  {
    title: 'a cursor that nobody issued is 400',
    async ask({ service }) {
      for (const cursor of ['nonsense', '0', 'MTIz', '%00']) {
        assert.equal((await service.fetch(`/users?cursor=${cursor}`)).status, 400, cursor);
      }
    },
  },
  {
    title: 'PATCH /users/{id} changes name and email, and an empty change is 400',
    async ask({ service }) {
      const [ada, bob] = [await createUser(service), await createUser(service)];
      const patch = (body: object) => service.fetch(`/users/${ada.id}`, sendJson(body, { method: 'PATCH' }));
      const renamed = await patch({ name: 'Countess' });
      assert.equal(renamed.status, 200);
      const { updatedAt, ...rest } = (await renamed.json()) as User;
      assert.deepEqual(rest, { id: ada.id, email: ada.email, name: 'Countess', createdAt: ada.createdAt });
      assert.ok(Date.parse(updatedAt) >= Date.parse(ada.updatedAt), 'Expected a later updatedAt');
      assert.equal((await patch({})).status, 400);
      assert.equal((await patch({ name: '' })).status, 400);
      assert.equal((await patch({ email: bob.email })).status, 409);
      assert.deepEqual(await (await service.fetch(`/users/${ada.id}`)).json(), { ...rest, updatedAt });
    },
  },
  {
    title: 'DELETE /users/{id} is 204, and 404 the second time',
    async ask({ service }) {
      const { id } = await createUser(service);
      const remove = () => service.fetch(`/users/${id}`, { method: 'DELETE' });
      const removed = await remove();
      assert.deepEqual([removed.status, await removed.text()], [204, '']);
      assert.equal((await remove()).status, 404);
      assert.equal((await service.fetch(`/users/${id}`)).status, 404);
    },
  },
];

async function pageOf(service: Service, query: string): Promise<Page> {
  const response = await service.fetch(`/users${query}`);
  assert.equal(response.status, 200, query);
  return (await response.json()) as Page;
}
