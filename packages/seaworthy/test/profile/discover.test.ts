import { expect, test } from 'vitest';
import { discover } from '../../src/profile/discover.ts';
import { table, withService } from './service-lab.ts';

const ok = () => ({ body: { status: 'ok' } });
const EXPOSITION = '# HELP up Whether it is up.\n# TYPE up gauge\nup 1\n';

const page = () => ({ headers: { 'Content-Type': 'text/html' }, body: '<html>app</html>' });
const echo = (_body: string, path: string) => ({ body: { path, at: 1234567 } });
const noise = () => ({ body: { lucky: Math.random().toString(36) } });

const users = (document: object = {}) => ({
  openapi: '3.1.0',
  paths: {
    '/users': {
      get: { responses: { 200: {} } },
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['email'],
                properties: { email: { type: 'string', format: 'email' }, name: { type: 'string' } },
              },
            },
          },
        },
        responses: { 201: {} },
      },
    },
    ...document,
  },
});

/** Stores what is posted, refuses a taken email. */
function store(): (body: string) => { status: number; body: unknown } {
  const taken = new Set<string>();
  return (body) => {
    const { email } = JSON.parse(body) as { email: string };
    if (taken.has(email)) return { status: 409, body: { error: 'taken' } };
    taken.add(email);
    return { status: 201, body: { id: taken.size, email } };
  };
}

test('a liveness probe that says no for a moment after the start is waited for, and found', async () => {
  let asked = 0;
  const service = table({
    'GET /health': () => ({ status: (asked += 1) < 3 ? 503 : 200, body: { status: 'ok' } }),
  });
  const profile = await withService(service, (lab) => discover(lab, {}));
  expect(profile.live).toBe('/health');
  expect(asked).toBeGreaterThan(2);
});

test('the endpoints are found where everybody puts them, and the routes in the OpenAPI document', async () => {
  const service = table({
    'GET /livez': ok,
    'GET /readyz': () => ({ status: 503, body: { status: 'starting' } }),
    'GET /metrics': () => ({ body: EXPOSITION }),
    'GET /openapi.json': () => ({ body: users() }),
    'GET /users': () => ({ body: [] }),
    'POST /users': store(),
  });
  const profile = await withService(service, (lab) => discover(lab, {}));
  expect(profile).toMatchObject({
    live: '/livez',
    ready: '/readyz',
    metrics: '/metrics',
    openapi: '/openapi.json',
    read: { method: 'GET', path: '/users', headers: {} },
    write: {
      method: 'POST',
      path: '/users',
      headers: { 'Content-Type': 'application/json' },
      body: { email: 'sw-{{random}}@example.com' },
      required: ['email'],
    },
    notes: [],
  });
  expect(profile.paths).toContain('/users');
});

test('a catch-all that answers 200 to everything is no health endpoint, whatever it puts into the body', async () => {
  for (const catchAll of [page, echo, noise]) {
    const profile = await withService(table({ '*': catchAll }), (lab) => discover(lab, {}));
    expect([profile.live, profile.ready, profile.metrics, profile.openapi]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  }
});

test('behind a catch-all page, an endpoint with an answer of its own is believed', async () => {
  const profile = await withService(table({ 'GET /healthz': ok, '*': page }), (lab) => discover(lab, {}));
  expect(profile.live).toBe('/healthz');
  expect(profile.notes).toContainEqual(expect.stringContaining('/healthz is the only health endpoint found'));
});

test('without an OpenAPI document nothing but GET is sent', async () => {
  const { profile, requests } = await withService(
    table({ 'GET /': ok, 'POST /users': store() }),
    async (lab, seen) => ({
      profile: await discover(lab, {}),
      requests: seen,
    }),
  );
  expect(requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
  expect(profile.write).toBeUndefined();
  expect(profile.read).toMatchObject({ path: '/' });
  expect(profile.notes).toContainEqual(expect.stringContaining('tell routes.write'));
});

test('without permission to write, a documented or told write is not tried', async () => {
  const service = table({
    'GET /openapi.json': () => ({ body: users() }),
    'GET /users': ok,
    'POST /users': store(),
  });
  const { profile, requests } = await withService(service, async (lab, seen) => ({
    profile: await discover(lab, {}, { writes: false }),
    requests: seen,
  }));
  expect(requests).not.toContain('POST /users');
  expect(profile.write).toBeUndefined();
  expect(profile.notes).toContainEqual(expect.stringContaining('--allow-writes'));
});

test('a told write that works only once is not used, and the note says what to do', async () => {
  const told = {
    write: {
      method: 'POST',
      path: '/users',
      headers: {},
      body: { email: 'fixed@example.com' },
      required: [],
    },
  };
  const profile = await withService(table({ 'GET /users': ok, 'POST /users': store() }), (lab) =>
    discover(lab, told),
  );
  expect(profile.write).toBeUndefined();
  expect(profile.notes).toContainEqual(
    'POST /users is not used as the write route: it answered 409 the second time; put {{random}} into the values that must be unique.',
  );
});

test('operations whose name says that they do more than store are not tried', async () => {
  const post = users().paths['/users'].post;
  const service = table({
    'GET /openapi.json': () => ({
      body: {
        openapi: '3.0.3',
        paths: { '/password-reset': { post }, '/payments': { post }, '/publishers': { post } },
      },
    }),
    'POST /publishers': store(),
    'POST /payments': store(),
    'POST /password-reset': store(),
  });
  const { profile, requests } = await withService(service, async (lab, seen) => ({
    profile: await discover(lab, {}),
    requests: seen,
  }));
  expect(profile.write?.path).toBe('/publishers');
  expect(
    requests.filter((line) => line.startsWith('POST')).every((line) => line === 'POST /publishers'),
  ).toBe(true);
  expect(profile.notes.filter((note) => note.includes('does more than store'))).toHaveLength(2);
});

test('a read that needs credentials says so, and the protected operation is known', async () => {
  const get = { security: [{ bearer: [] }], responses: { 200: {} } };
  const service = table({
    'GET /openapi.json': () => ({ body: { openapi: '3.0.3', paths: { '/orders': { get } } } }),
    'GET /orders': () => ({ status: 401 }),
  });
  const profile = await withService(service, (lab) => discover(lab, {}));
  expect(profile.protected).toEqual({ method: 'GET', path: '/orders', headers: {} });
  expect(profile.read).toBeUndefined();
  expect(profile.notes).toContainEqual(
    expect.stringContaining(
      'GET /orders is not used as the read route: it answered 401; give it credentials',
    ),
  );
});

test('without a collection the read is what the write created, unless it is gone in a new process', async () => {
  const { post } = users().paths['/users'];
  const document = {
    openapi: '3.0.3',
    servers: [{ url: 'https://api.example.com/v1/' }],
    paths: { '/users': { post }, '/users/{userId}': { get: { responses: {} } } },
  };
  const service = (rows: Set<string>) => {
    const save = store();
    return table({
      'GET /openapi.json': () => ({ body: document }),
      'POST /v1/users': (body) => {
        const answer = save(body);
        rows.add(`/v1/users/${(answer.body as { id: number }).id}`);
        return answer;
      },
      '*': (_body, path) => (rows.has(path) ? { body: { path } } : { status: 404 }),
    });
  };
  const rows = new Set<string>();
  const kept = await withService(service(rows), (lab) =>
    withService(service(rows), (other) => discover(lab, {}, { renew: async () => other })),
  );
  expect(kept.read).toMatchObject({ method: 'GET', path: '/v1/users/2' });
  const forgotten = await withService(service(new Set()), (lab) =>
    withService(service(new Set()), (other) => discover(lab, {}, { renew: async () => other })),
  );
  expect(forgotten.read).toBeUndefined();
  expect(forgotten.notes).toContainEqual(expect.stringContaining('gone in a new process'));
});

test('what is told but does not work is not used, and the note has expected and got', async () => {
  const profile = await withService(table({ 'GET /': ok, 'GET /livez': ok }), (lab) =>
    discover(lab, { live: '/alive', metrics: '/', read: { method: 'GET', path: '/nothing', headers: {} } }),
  );
  expect(profile.live).toBeUndefined();
  expect(profile.read).toBeUndefined();
  expect(profile.notes).toEqual(
    expect.arrayContaining([
      '/alive is told as live but not used: expected 2xx or 503, got 404 application/json.',
      '/ is told as metrics but not used: expected Prometheus text, got 200 application/json.',
      'GET /nothing is not used as the read route: it answered 404.',
    ]),
  );
});

test('a service that died gives an empty profile with reasons instead of an exception', async () => {
  const profile = await withService(
    (_request, response) => response.socket?.destroy(),
    (lab) => discover(lab, {}),
  );
  expect(profile.live).toBeUndefined();
  expect(profile.read).toBeUndefined();
});
