import { defect } from './defect.mjs';

/** A user that is always there at the start, so that the examples are true. */
export const EXAMPLE_ID = '00000000-0000-4000-8000-000000000001';

const UUID = { type: 'string', format: 'uuid' };
const EMAIL = { type: 'string', format: 'email', maxLength: 254 };
const NAME = { type: 'string', minLength: 1, maxLength: 100 };
const PASSWORD = { type: 'string', minLength: 12, maxLength: 256, writeOnly: true };

const schemas = {
  User: object({ id: UUID, email: EMAIL, name: NAME, createdAt: { type: 'string', format: 'date-time' } }),
  NewUser: object({ email: EMAIL, name: NAME, password: PASSWORD }),
  UserChange: { type: 'object', properties: { email: EMAIL, name: NAME, password: PASSWORD } },
  Page: object({ items: { type: 'array', items: ref('User') }, nextCursor: UUID }, ['items']),
  Problem: object(
    {
      type: { type: 'string', format: 'uri-reference' },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      code: { type: 'string' },
      requestId: { type: 'string' },
      errors: { type: 'array', items: { type: 'object' } },
    },
    ['type', 'title', 'status', 'code', 'requestId'],
  ),
};

const id = { name: 'id', in: 'path', required: true, schema: UUID, example: EXAMPLE_ID };
const limit = {
  name: 'limit',
  in: 'query',
  schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
  example: 20,
};
const cursor = { name: 'cursor', in: 'query', schema: UUID };
const idempotencyKey = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } };
const problem = (description) => content(description, ref('Problem'), 'application/problem+json');
const newUser = { email: 'ada@example.com', name: 'Ada Lovelace', password: 'correct horse battery' };
const bearer = [{ bearer: [] }];

const paths = {
  '/users': {
    get: operation(
      'listUsers',
      { parameters: [limit, cursor] },
      { 200: content('A page of users', ref('Page')) },
    ),
    post: operation(
      'createUser',
      { parameters: [idempotencyKey], requestBody: body('NewUser', newUser) },
      {
        201: content('The new user', ref('User')),
        409: problem('The email is taken'),
        422: problem('The key was used otherwise'),
      },
    ),
  },
  '/users/{id}': {
    get: operation(
      'getUser',
      { parameters: [id] },
      { 200: content('The user', ref('User')), 404: problem('No such user') },
    ),
    patch: operation(
      'changeUser',
      { parameters: [id], requestBody: body('UserChange', { name: 'Ada King' }) },
      {
        200: content('The user', ref('User')),
        404: problem('No such user'),
        409: problem('The email is taken'),
      },
    ),
    delete: operation(
      'deleteUser',
      { parameters: [id], security: bearer },
      { 204: { description: 'Deleted' }, 401: problem('No valid token'), 404: problem('No such user') },
    ),
  },
  '/account': {
    get: operation(
      'getAccount',
      { security: bearer },
      { 200: content('Whose token it is', { type: 'object' }), 401: problem('No valid token') },
    ),
  },
};

/** The OpenAPI 3.1 document of this service. */
export function openapi() {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Reference users service', version: '1.0.0' },
    paths: { ...paths },
    components: { schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  };
  if (defect('docs/documented-routes-exist')) {
    const { get } = paths['/users'];
    document.paths['/teams'] = { get: { ...get, operationId: 'listTeams' } };
  }
  if (defect('docs/openapi-is-valid')) {
    delete document.info;
    document.paths.users = paths['/account'];
  }
  return document;
}

/** The document as a page for people. */
export function docsPage({ paths: documented }) {
  const rows = Object.entries(documented).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { summary }]) => `<li><code>${method.toUpperCase()} ${path}</code> ${summary}</li>`,
    ),
  );
  return `<!doctype html><html lang="en"><title>Users</title><h1>Users</h1><ul>${rows.join('')}</ul></html>`;
}

function operation(operationId, rest, responses) {
  const summary = operationId.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return {
    operationId,
    summary,
    ...rest,
    responses: { ...responses, default: problem('Any other problem') },
  };
}

function object(properties, required = Object.keys(properties)) {
  return { type: 'object', properties, required };
}

function ref(name) {
  return { $ref: `#/components/schemas/${name}` };
}

function content(description, schema, type = 'application/json') {
  return { description, content: { [type]: { schema } } };
}

function body(name, example) {
  return { required: true, content: { 'application/json': { schema: ref(name), example } } };
}
