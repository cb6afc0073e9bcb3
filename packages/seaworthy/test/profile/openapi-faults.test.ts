import { describe, expect, test } from 'vitest';
import { openapiFaults } from '../../src/profile/openapi-faults.ts';

const info = { title: 'Users', version: '1' };
const responses = { 200: { description: 'Good' } };
const document = (paths: object, more: object = {}) => ({ openapi: '3.1.0', info, paths, ...more });
const get = (operation: object, path = '/users') => document({ [path]: { get: operation } });
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };

describe('an OpenAPI document', () => {
  test.each([
    ['of 3.1 may be as small as this', document({})],
    ['of 3.1 may leave out responses', get({})],
    [
      'may describe a path parameter for all operations',
      document({ '/u/{id}': { parameters: [id], get: {} } }),
    ],
    [
      'may keep parts elsewhere',
      document({
        '/a': { $ref: 'a.yaml' },
        '/u/{id}': { get: { parameters: [{ $ref: 'id.yaml' }], responses: { 200: { $ref: 'x.yaml' } } } },
      }),
    ],
    [
      'may extend everything',
      document({ 'x-a': 1, '/a': { get: { responses: { 'x-b': 1, '2XX': { description: '' } } } } }),
    ],
    [
      'may have a field called $ref',
      document({}, { components: { schemas: { A: { properties: { $ref: { type: 'string' } } } } } }),
    ],
    [
      'may show references as data',
      document({}, { components: { examples: { a: { value: { $ref: '#/nowhere' } } } } }),
    ],
    [
      'of 2.0 has types instead of schemas',
      {
        swagger: '2.0',
        info,
        paths: { '/a': { get: { parameters: [{ name: 'a', in: 'query', type: 'string' }], responses } } },
      },
    ],
  ])('%s', (_title, given) => {
    expect(openapiFaults(given)).toEqual([]);
  });

  test.each([
    ['openapi: expected a version such as 3.1.0, got "4"', { ...document({}), openapi: '4' }],
    ['info.title: expected text, got nothing', { openapi: '3.0.3', info: { version: '1' }, paths: {} }],
    [
      'info.version: expected text, got number',
      { openapi: '3.0.3', info: { ...info, version: 1 }, paths: {} },
    ],
    ['paths[users]: expected a path that begins with /', get({ responses }, 'users')],
    ['GET /u/{id}: expected a parameter in path named id, got none', get({}, '/u/{id}')],
    [
      'GET /u/{id}: expected required: true of id in path',
      get({ parameters: [{ ...id, required: false }] }, '/u/{id}'),
    ],
    [
      'GET /users: expected a schema of the parameter q, got none',
      get({ parameters: [{ name: 'q', in: 'query' }] }),
    ],
    ['GET /users: expected responses, got none', { ...get({}), openapi: '3.0.3' }],
    ['GET /users: expected a status or default among the responses, got ok', get({ responses: { ok: {} } })],
    ['GET /users: expected a description of the response 200, got none', get({ responses: { 200: {} } })],
    [
      'operationId: expected each only once, got "a" again',
      document({ '/a': { get: { operationId: 'a' } }, '/b': { get: { operationId: 'a' } } }),
    ],
    [
      '#/components/schemas/A: expected what it refers to, got nothing',
      get({
        responses: {
          200: { description: '', content: { a: { schema: { $ref: '#/components/schemas/A' } } } },
        },
      }),
    ],
  ])('is told: %s', (fault, given) => {
    expect(openapiFaults(given)).toEqual([fault]);
  });
});
