import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type } from 'arktype';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ValidationError } from '../../src/errors/http/validation-error.ts';
import { problemReply } from '../../src/errors/problem.ts';
import { openapi } from '../../src/docs/openapi.ts';
import type { RouteDescription } from '../../src/docs/route-description.ts';

const User = z.object({ id: z.uuid(), email: z.email(), createdAt: z.date() }).meta({ id: 'User' });
const NewUser = z.object({
  email: z.email(),
  name: z.string().min(1).max(100),
  password: z.string().min(12),
});
const Comment = z.object({
  text: z.string(),
  get replies() {
    return z.array(Comment);
  },
});

const routes: RouteDescription[] = [
  {
    method: 'POST',
    path: '/users',
    summary: 'Create a user',
    parts: { body: NewUser, response: { 201: User, 409: z.unknown().describe('The email is taken.') } },
  },
  {
    method: 'GET',
    path: '/users',
    parts: {
      query: z.object({
        limit: z.coerce.number().int().min(1).max(100).default(20).describe('Page size.'),
        tags: z.array(z.string()),
        filter: z.object({ name: z.string() }).optional(),
      }),
      response: { 200: z.object({ items: z.array(User) }) },
    },
  },
  {
    method: 'GET',
    path: '/users/:id',
    parts: { params: z.object({ id: z.uuid() }), response: { 200: User } },
  },
  {
    method: 'DELETE',
    path: '/users/:userId',
    parts: {
      params: z.object({ userId: z.uuid() }),
      headers: z.object({ authorization: z.string(), 'if-match': z.string().optional(), accept: z.string() }),
      response: { 204: z.void() },
    },
  },
  {
    method: 'POST',
    path: '/v1/comments',
    tags: ['talk'],
    parts: { body: Comment, response: { 201: Comment } },
  },
  { method: 'GET', path: '/berths{/:pier}', parts: { query: type({ 'at?': 'Date' }) } },
  { method: 'ALL', path: '/files/*' },
  { method: 'HEAD', path: '/users/:id' },
  { method: 'PROPFIND', path: '/dav' },
];
const options = { title: 'Harbour', version: '1.0.0', problemBase: 'https://example.com' };

interface Operation {
  operationId: string;
  tags: string[];
  security?: object[];
  parameters: { name: string; in: string; required: boolean; schema: object }[];
  requestBody: object;
  responses: Record<string, unknown>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, object>;
    responses: object;
    headers: object;
    securitySchemes?: object;
  };
  tags: { name: string }[];
}
const documentOf = (list: RouteDescription[] = routes) => openapi(list, options) as Document;
/** Both spellings of the one path parameter, which goes by whichever route came first. */
const rename = (document: object) =>
  JSON.stringify(document).replaceAll('userId', 'id').replaceAll('UserId', 'Id');
const operation = (path: string, method: string, document = documentOf()) => {
  const found = document.paths[path]?.[method];
  if (found === undefined)
    throw new Error(`no ${method} ${path} in ${Object.keys(document.paths).join(', ')}`);
  return found;
};

describe('the document', () => {
  it('is valid OpenAPI 3.1 by the official schema', async () => {
    const result = await new Validator().validate({ ...openapi(routes, options) });
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  });

  it('holds only valid JSON Schemas, and every reference leads somewhere', () => {
    const document = documentOf();
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    expect(ajv.validateSchema({ $defs: document.components.schemas })).toBe(true);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, ref = '']) => ref,
    );
    expect(references.length).toBeGreaterThan(10);
    const lost = references.filter((reference) => {
      const steps = reference.replace('#/', '').split('/');
      const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], document);
      return typeof found !== 'object';
    });
    expect(lost).toEqual([]);
  });

  it('does not depend on the order in which routes were described', () => {
    const reversed = openapi(routes.toReversed(), options);
    expect(rename(reversed)).toBe(rename(openapi(routes, options)));
  });

  it('is empty but valid for a service without routes', async () => {
    expect((await new Validator().validate({ ...openapi([], options) })).valid).toBe(true);
  });
});

describe('an operation', () => {
  it('has an id that follows from its method and path', () => {
    const ids = Object.values(documentOf().paths).flatMap((item) =>
      Object.values(item).map((each) => each.operationId),
    );
    expect(ids).toContain('getUsersById');
    expect(ids).toContain('postV1Comments');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('keeps its id apart from another with the same words', () => {
    const document = documentOf([
      { method: 'GET', path: '/a-b' },
      { method: 'GET', path: '/a/b' },
    ]);
    expect(operation('/a-b', 'get', document).operationId).toBe('getAB');
    expect(operation('/a/b', 'get', document).operationId).toBe('getAB2');
  });

  it('is found under its tag, or under what its path is about', () => {
    expect(operation('/v1/comments', 'post').tags).toEqual(['talk']);
    expect(operation('/users/{id}', 'get').tags).toEqual(['users']);
    expect(documentOf().tags.map(({ name }) => name)).toEqual(['berths', 'files', 'talk', 'users']);
  });

  it('lists each property of the query as a parameter, as it is sent', () => {
    expect(operation('/users', 'get').parameters).toEqual([
      {
        name: 'limit',
        in: 'query',
        required: false,
        description: 'Page size.',
        schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      },
      { name: 'tags', in: 'query', required: true, schema: { type: 'array', items: { type: 'string' } } },
      {
        name: 'filter',
        in: 'query',
        required: false,
        style: 'deepObject',
        schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
      },
    ]);
  });

  it('shares a path with another that calls the parameter differently', () => {
    const { parameters } = operation('/users/{id}', 'delete');
    expect(parameters[0]).toMatchObject({
      name: 'id',
      in: 'path',
      required: true,
      schema: { format: 'uuid' },
    });
  });

  it('asks for credentials through a security scheme, not a header parameter', () => {
    const { security, parameters, responses } = operation('/users/{id}', 'delete');
    expect(security).toEqual([{ authorization: [] }]);
    expect(parameters.map(({ name }) => name)).toEqual(['id', 'if-match']);
    expect(responses).toHaveProperty('401');
    expect(documentOf().components.securitySchemes).toHaveProperty('authorization');
    expect(documentOf([]).components).not.toHaveProperty('securitySchemes');
  });

  it('has a path parameter for every name in its path, with or without a schema', () => {
    expect(operation('/berths/{pier}', 'get').parameters[0]).toEqual({
      name: 'pier',
      in: 'path',
      required: true,
      schema: { type: 'string' },
    });
    expect(operation('/files/{wildcard}', 'put').parameters).toHaveLength(1);
  });

  it('says that a query is checked even when nobody can list its properties', () => {
    const closed = {
      '~standard': { version: 1 as const, vendor: 'own', validate: (value: unknown) => ({ value }) },
    };
    const document = documentOf([{ method: 'GET', path: '/x', parts: { query: closed } }]);
    expect(operation('/x', 'get', document)).toMatchObject({
      description: expect.stringContaining('query string'),
    });
  });

  it('requires its body unless the schema lets it be missing', () => {
    expect(operation('/users', 'post').requestBody).toMatchObject({ required: true });
    const document = documentOf([{ method: 'POST', path: '/x', parts: { body: NewUser.optional() } }]);
    expect(operation('/x', 'post', document).requestBody).toMatchObject({ required: false });
  });

  it('names the problems it can give, and no others', () => {
    const statuses = (path: string, method: string) => Object.keys(operation(path, method).responses);
    expect(statuses('/users', 'post')).toEqual(['201', '400', '409', '413', '415', '500', '503']);
    expect(statuses('/users', 'get')).toEqual(['200', '400', '500', '503']);
    expect(statuses('/files/{wildcard}', 'get')).toEqual(['404', '500', '503', '2XX']);
    expect(operation('/users', 'get').responses['400']).toEqual({
      $ref: '#/components/responses/BadRequest',
    });
  });

  it('answers what it declares: JSON, a problem, or no body at all', () => {
    const { responses } = operation('/users', 'post');
    expect(responses['201']).toEqual({
      description: 'Created',
      headers: { 'X-Request-ID': { $ref: '#/components/headers/RequestId' } },
      content: { 'application/json': { schema: { $ref: '#/components/schemas/User' } } },
    });
    expect(responses['409']).toMatchObject({
      description: 'The email is taken.',
      content: { 'application/problem+json': {} },
    });
    expect(operation('/users/{id}', 'delete').responses['204']).not.toHaveProperty('content');
  });

  it('is not listed twice for the HEAD that comes with every GET, nor for methods that OpenAPI has no word for', () => {
    const { paths } = documentOf();
    expect(Object.keys(paths['/users/{id}'] ?? {})).toEqual(['get', 'delete']);
    expect(paths).not.toHaveProperty('/dav');
    expect(Object.keys(paths['/files/{wildcard}'] ?? {})).toEqual(['get', 'post', 'put', 'patch', 'delete']);
  });
});

describe('the problem schema', () => {
  it('is one component that every error refers to', () => {
    const { schemas, responses } = documentOf().components;
    expect(schemas['Problem']).toMatchObject({
      properties: { type: { examples: ['https://example.com/errors/not-found'] }, errors: { type: 'array' } },
    });
    for (const response of Object.values(responses) as object[])
      expect(response).toMatchObject({
        headers: { 'X-Request-ID': {} },
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      });
  });

  it('holds for what the kit really answers', () => {
    const error = new ValidationError([
      { field: 'address.zip', message: 'Expected five digits', in: 'body' },
    ]);
    const { body } = problemReply(error, { requestId: 'abc-1', base: options.problemBase });
    const problem = {
      $ref: '#/$defs/Problem',
      $defs: { Problem: documentOf().components.schemas['Problem'] },
    };
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(problem);
    validate(JSON.parse(body));
    expect(validate.errors).toBeNull();
    expect(validate({ ...(JSON.parse(body) as object), status: 'x' })).toBe(false);
  });

  it('gives way to nobody: a schema of the same name gets another', () => {
    const Problem = z.object({ mine: z.string() }).meta({ id: 'Problem' });
    const { schemas } = documentOf([
      { method: 'GET', path: '/x', parts: { response: { 200: Problem } } },
    ]).components;
    expect(schemas).toHaveProperty('ProblemOutput');
  });
});
