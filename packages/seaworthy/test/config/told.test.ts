import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { requiredEnvironment } from '../../src/config/required-environment.ts';
import { told } from '../../src/config/told.ts';

test('routes are told as text or as objects', () => {
  const profile = told(
    {
      host: 'api.example.org',
      routes: {
        read: 'HEAD /users',
        protected: '/me',
        write: { path: '/users', headers: { 'content-type': 'application/vnd.api+json' }, body: { a: 1 } },
      },
      health: { live: '/up' },
      openapi: '/api.json',
      requiredEnvironment: ['JWT_SECRET'],
      dependencies: { DATABASE_URL: { url: 'postgres://x', required: true }, REDIS_URL: 'redis://x' },
    },
    '/nowhere',
  );
  expect(profile).toEqual({
    host: 'api.example.org',
    required: { DATABASE_URL: true },
    read: { method: 'HEAD', path: '/users', headers: {} },
    protected: { method: 'GET', path: '/me', headers: {} },
    write: {
      method: 'POST',
      path: '/users',
      headers: { 'content-type': 'application/vnd.api+json' },
      body: { a: 1 },
      required: [],
    },
    live: '/up',
    openapi: '/api.json',
    requiredEnvironment: ['JWT_SECRET', 'DATABASE_URL'],
  });
});

test('a file that is no OpenAPI document is refused with its name', () => {
  expect(() => told({ openapi: './missing.json' }, '/nowhere')).toThrow(
    'openapi: ./missing.json cannot be read as JSON',
  );
  expect(() => told({ openapi: './package.json' }, '.')).toThrow(
    'expected an OpenAPI document in ./package.json',
  );
});

test('only what the comments of .env.example call required is required', () => {
  const text = `# Where it listens.
PORT=3000

# Required in production.
# The address of the database.
# DATABASE_URL=postgres://localhost/app
SENTRY_DSN=
JWT_SECRET= # required
# Not required: the default is fine
LOG_LEVEL=info
`;
  expect(requiredEnvironment(text)).toEqual(['DATABASE_URL', 'JWT_SECRET']);
});

test('the starters say which variables are required', () => {
  const text = readFileSync(new URL('../../../../starters/fastify/.env.example', import.meta.url), 'utf8');
  expect(requiredEnvironment(text)).toEqual(['DATABASE_URL']);
});
