import { beforeEach, describe, expect, it } from 'vitest';
import { forgetUsers, service, storeUsers } from './service.ts';

beforeEach(forgetUsers);

const ADA = { email: 'Ada@Example.com', name: 'Ada', password: 'correct horse battery' };
const NOBODY = '00000000-0000-4000-8000-000000000000';

function send(method: string, path: string, body?: unknown): Promise<Response> {
  if (body === undefined) return service.fetch(path, { method });
  const headers = { 'content-type': 'application/json' };
  return service.fetch(path, { method, headers, body: JSON.stringify(body) });
}

/** The body of an answer: a problem says its status itself. */
async function answer(method: string, path: string, body?: unknown): Promise<unknown> {
  return (await send(method, path, body)).json();
}

async function created(user: object = ADA): Promise<{ id: string; createdAt: string; updatedAt: string }> {
  const response = await send('POST', '/users', user);
  expect(response.status).toBe(201);
  return response.json() as ReturnType<typeof created>;
}

async function page(query: string): Promise<{ data: { name: string }[]; nextCursor: string | null }> {
  const response = await send('GET', `/users?${query}`);
  expect(response.status).toBe(200);
  return response.json() as ReturnType<typeof page>;
}

describe('POST /users', () => {
  it('answers 201 with the user and where it is, without the password', async () => {
    const response = await send('POST', '/users', ADA);
    expect(response.status).toBe(201);
    const user = (await response.json()) as { id: string };
    expect(response.headers.get('location')).toBe(`/users/${user.id}`);
    expect(Object.keys(user)).toEqual(['id', 'email', 'name', 'createdAt', 'updatedAt']);
    expect(user).toMatchObject({ email: 'ada@example.com', name: 'Ada' });
    expect(await (await send('GET', `/users/${user.id}`)).json()).toEqual(user);
  });

  it('answers 409 when the email is taken, in whatever case', async () => {
    await created();
    expect(await answer('POST', '/users', { ...ADA, email: 'ADA@example.com' })).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
  });

  it('names every bad field at once', async () => {
    const problem = await answer('POST', '/users', { email: 'ada', name: ' ', password: 'short' });
    const errors = [{ field: 'email' }, { field: 'name' }, { field: 'password' }];
    expect(problem).toMatchObject({ status: 400, code: 'VALIDATION_ERROR', errors });
  });

  it('refuses a name with control characters, which few databases can store', async () => {
    const problem = await answer('POST', '/users', { ...ADA, name: 'A\u0000' });
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'name' }] });
  });
});

describe('GET /users/:id', () => {
  it.each([NOBODY, 'nobody', 'invalid-id'])('answers 404 for %s', async (id) => {
    expect(await answer('GET', `/users/${id}`)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});

describe('GET /users', () => {
  it('lists every user once, page by page, even those of one millisecond', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `user ${index}`);
    await storeUsers(names);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { data, nextCursor } = await page(`limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...data.map(({ name }) => name));
      cursor = nextCursor;
    }
    expect(seen.toSorted()).toEqual(names);
  });

  it('has no next page when the last one is exactly full', async () => {
    await created();
    expect(await page('limit=1')).toMatchObject({ data: [{ name: 'Ada' }], nextCursor: null });
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=ten',
    'cursor=nonsense',
    `cursor=${btoa('2026-01-01T00:00:00Z me')}`,
  ])('answers 400 for %s', async (query) => {
    const [field] = query.split('=');
    expect(await answer('GET', `/users?${query}`)).toMatchObject({ status: 400, errors: [{ field }] });
  });
});

describe('PATCH /users/:id', () => {
  it('changes what is given and nothing else', async () => {
    const before = await created();
    const response = await send('PATCH', `/users/${before.id}`, { name: 'Ada Lovelace' });
    expect(response.status).toBe(200);
    const after = (await response.json()) as typeof before;
    expect(after).toEqual({ ...before, name: 'Ada Lovelace', updatedAt: after.updatedAt });
    expect(after.updatedAt >= before.updatedAt).toBe(true);
  });

  it('answers 409 when the new email is taken', async () => {
    await created();
    const { id } = await created({ ...ADA, email: 'bob@example.com' });
    expect(await answer('PATCH', `/users/${id}`, { email: 'Ada@example.com' })).toMatchObject({
      status: 409,
      code: 'CONFLICT',
    });
  });

  it('answers 400 when nothing is to be changed', async () => {
    const { id } = await created();
    expect(await answer('PATCH', `/users/${id}`, {})).toMatchObject({
      status: 400,
      code: 'VALIDATION_ERROR',
    });
  });

  it('answers 404 for an unknown user', async () => {
    expect(await answer('PATCH', `/users/${NOBODY}`, { name: 'Nobody' })).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });
});

describe('DELETE /users/:id', () => {
  it('answers 204, and 404 from then on', async () => {
    const { id } = await created();
    expect((await send('DELETE', `/users/${id}`)).status).toBe(204);
    expect(await answer('DELETE', `/users/${id}`)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await answer('GET', `/users/${id}`)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });
});
