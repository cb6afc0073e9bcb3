import { format } from 'prettier';
import { expect, test } from 'vitest';
import { nearest } from '../../src/config/nearest.ts';
import { schema } from '../../src/config/schema.ts';
import { mistakes } from '../../src/config/validate.ts';

test.each<[unknown, string]>([
  [[], 'the configuration: expected an object, got [].'],
  [{ rotues: {} }, 'rotues is unknown; did you mean routes?'],
  [{ health: { livez: '/livez' } }, 'health.livez is unknown; did you mean live?'],
  [{ health: { alive: { deep: 1 } } }, 'health.alive is unknown; did you mean live?'],
  [{ command: 3 }, 'command: expected a string or an array, got 3.'],
  [{ command: [] }, 'command: expected at least 1 entry, got [].'],
  [{ command: ['node', ''] }, 'command[1]: expected a string that is not empty, got "".'],
  [{ port: 70000 }, 'port: expected 1 to 65535, got 70000.'],
  [{ port: 30.5 }, 'port: expected an integer, got 30.5.'],
  [
    { routes: { read: 'users' } },
    'routes.read: expected a path or a method and a path, such as GET /users, got "users".',
  ],
  [{ routes: { write: { path: '/users' } } }, 'routes.write.body is missing.'],
  [{ routes: { write: { path: '/users', body: '{}' } } }, 'routes.write.body: expected an object, got "{}".'],
  [{ preset: 'strict' }, 'preset: expected one of experimental, standard, critical, got "strict".'],
  [{ level: 'shold' }, 'level: expected one of must, should, may, got "shold"; did you mean should?'],
  [{ accept: { 'a/b': { until: '2030-01-01' } } }, 'accept["a/b"].reason is missing.'],
  [
    { accept: { 'a/b': { reason: 'r', until: '1.1.2030' } } },
    'accept["a/b"].until: expected a day, YYYY-MM-DD, got "1.1.2030".',
  ],
  [
    { dependencies: { DATABASE_URL: null } },
    'dependencies.DATABASE_URL: expected a string or an object, got null.',
  ],
  [{ env: { PORT: () => 1 } }, 'env.PORT: expected a string, got a function.'],
])('%j is refused with a sentence', (config, sentence) => {
  expect(mistakes(schema, config)).toEqual([sentence]);
});

test('every mistake is named at once, and a configuration without one gives none', () => {
  expect(mistakes(schema, { port: 0, cwd: '', skip: 'http' })).toHaveLength(3);
  expect(
    mistakes(schema, {
      $schema: './node_modules/seaworthy/schema/config.schema.json',
      command: ['node', 'server.js'],
      dependencies: {
        DATABASE_URL: 'embedded',
        REDIS_URL: { url: 'redis://localhost:6379', required: false },
      },
      routes: {
        read: 'GET /users',
        write: { path: '/users', body: { name: '{{random}}' } },
        protected: { path: '/me' },
      },
      accept: {
        'http/head': 'not needed',
        'wire/host': { reason: 'the edge checks it', until: '2030-01-31' },
      },
      level: undefined,
    }),
  ).toEqual([]);
});

test('the published schema is the one that validates', async () => {
  const text = await format(JSON.stringify(schema, null, 2), { parser: 'json', printWidth: 110 });
  await expect(text).toMatchFileSnapshot('../../schema/config.schema.json');
});

test('the nearest name is found through swaps and missing letters, and nothing far away is suggested', () => {
  expect(nearest('chekc', ['check', 'judge'])).toBe('check');
  expect(nearest('shutdown/exits-zero', ['shutdown/exit-zero', 'boot/exits'])).toBe('shutdown/exit-zero');
  expect(nearest('x', ['check', 'judge'])).toBeUndefined();
});
