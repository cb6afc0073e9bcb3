import { expectProblem } from '@seaworthy/kit/testing';
import request from 'supertest';
import { app, forgetUsers, storeUsers } from './service.ts';

const ADA = { email: 'Ada@Example.com', name: 'Ada', password: 'correct horse battery' };
const NOBODY = '00000000-0000-4000-8000-000000000000';

beforeEach(forgetUsers);

interface User {
  id: string;
  createdAt: string;
  updatedAt: string;
}

async function created(user: object = ADA): Promise<User> {
  const { body } = await request(app).post('/users').send(user).expect(201);
  return body as User;
}

describe('POST /users', () => {
  it('answers 201 with the user and where it is, without the password', async () => {
    const { body, headers } = await request(app).post('/users').send(ADA).expect(201);
    expect(headers['location']).toBe(`/users/${body.id}`);
    expect(Object.keys(body)).toEqual(['id', 'email', 'name', 'createdAt', 'updatedAt']);
    expect(body).toMatchObject({ email: 'ada@example.com', name: 'Ada' });
    await request(app).get(`/users/${body.id}`).expect(200, body);
  });

  it('answers 409 when the email is taken, in whatever case', async () => {
    await created();
    expectProblem(
      await request(app)
        .post('/users')
        .send({ ...ADA, email: 'ADA@example.com' }),
      'conflict',
    );
  });

  it('names every bad field at once', async () => {
    const response = await request(app).post('/users').send({ email: 'ada', name: ' ', password: 'short' });
    const errors = [{ field: 'email' }, { field: 'name' }, { field: 'password' }];
    expectProblem(response, 'validation-error', { errors });
  });

  it('refuses a name with control characters, which few databases can store', async () => {
    const response = await request(app)
      .post('/users')
      .send({ ...ADA, name: 'A\u0000' });
    expectProblem(response, 'validation-error', { errors: [{ field: 'name' }] });
  });
});

describe('GET /users/:id', () => {
  it.each([NOBODY, 'nobody', 'invalid-id'])('answers 404 for %s', async (id) => {
    expectProblem(await request(app).get(`/users/${id}`), 'not-found', { detail: 'User not found' });
  });
});

describe('GET /users', () => {
  it('lists every user once, page by page, even those of one millisecond', async () => {
    const names = Array.from({ length: 7 }, (_, index) => `user ${index}`);
    await storeUsers(names);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = { limit: 3, ...(cursor && { cursor }) };
      const { body } = await request(app).get('/users').query(query).expect(200);
      const page = body as { data: { name: string }[]; nextCursor: string | null };
      seen.push(...page.data.map(({ name }) => name));
      cursor = page.nextCursor;
    }
    expect(seen.toSorted()).toEqual(names);
  });

  it('has no next page when the last one is exactly full', async () => {
    const ada = await created();
    await request(app)
      .get('/users?limit=1')
      .expect(200, { data: [ada], nextCursor: null });
  });

  it.each([
    'limit=0',
    'limit=101',
    'limit=ten',
    'cursor=nonsense',
    `cursor=${btoa('2026-01-01T00:00:00Z me')}`,
  ])('answers 400 for %s', async (query) => {
    const [field] = query.split('=');
    expectProblem(await request(app).get(`/users?${query}`), 'validation-error', { errors: [{ field }] });
  });
});

describe('PATCH /users/:id', () => {
  it('changes what is given and nothing else', async () => {
    const before = await created();
    const { body } = await request(app)
      .patch(`/users/${before.id}`)
      .send({ name: 'Ada Lovelace' })
      .expect(200);
    const { updatedAt } = body as User;
    expect(body).toEqual({ ...before, name: 'Ada Lovelace', updatedAt });
    expect(updatedAt >= before.updatedAt).toBe(true);
  });

  it('answers 409 when the new email is taken', async () => {
    await created();
    const { id } = await created({ ...ADA, email: 'bob@example.com' });
    expectProblem(await request(app).patch(`/users/${id}`).send({ email: 'Ada@example.com' }), 'conflict');
  });

  it('answers 400 when nothing is to be changed', async () => {
    const { id } = await created();
    expectProblem(await request(app).patch(`/users/${id}`).send({}), 'validation-error');
  });

  it('answers 404 for an unknown user', async () => {
    expectProblem(await request(app).patch(`/users/${NOBODY}`).send({ name: 'Nobody' }), 'not-found');
  });
});

describe('DELETE /users/:id', () => {
  it('answers 204, and 404 from then on', async () => {
    const { id } = await created();
    await request(app).delete(`/users/${id}`).expect(204);
    expectProblem(await request(app).delete(`/users/${id}`), 'not-found');
    expectProblem(await request(app).get(`/users/${id}`), 'not-found');
  });
});
