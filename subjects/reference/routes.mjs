import { randomUUID } from 'node:crypto';
import { defect } from './defect.mjs';
import { Problem, problemPage } from './errors.mjs';
import { once } from './idempotency.mjs';
import { readJson } from './json.mjs';
import { docsPage } from './openapi.mjs';
import { hashPassword } from './passwords.mjs';
import { parseId, parsePage, parseUser } from './user.mjs';

/** What this service offers: by path template, by method, `(exchange, parameters) => { status, headers, body }`. */
export function userRoutes(users, { apiToken, bodyLimit }) {
  return {
    '/users': {
      async GET({ url }) {
        const page = parsePage(url.searchParams);
        const items = await users.list(page);
        if (defect('input/collections-are-bounded'))
          while (items.length < page.limit) items.push({ ...items[0] });
        const nextCursor = items.length === page.limit ? items.at(-1)?.id : undefined;
        return { body: { items, nextCursor } };
      },
      async POST(exchange) {
        const { value, bytes } = await readJson(exchange, bodyLimit);
        const input = parseUser(value);
        return once(exchange.request, bytes, async () => {
          const password = await hashPassword(input.password);
          const user = await users.add({
            id: randomUUID(),
            ...input,
            password,
            createdAt: new Date().toISOString(),
          });
          if (user === undefined) throw new Problem(409, 'The email is taken.', { code: 'CONFLICT' });
          return { status: 201, headers: { location: `/users/${user.id}` }, body: user };
        });
      },
    },
    '/users/{id}': {
      GET: async (_exchange, { id }) => existing(await users.find(parseId(id))),
      async PATCH(exchange, { id }) {
        const userId = parseId(id);
        const { value } = await readJson(exchange, bodyLimit);
        const changes = parseUser(value, { partial: true });
        if (changes.password !== undefined) changes.password = await hashPassword(changes.password);
        const user = await users.change(userId, changes);
        if (user === 'taken') throw new Problem(409, 'The email is taken.');
        return existing(user);
      },
      async DELETE({ request }, { id }) {
        authorize(request, apiToken);
        if (!(await users.remove(parseId(id)))) existing(undefined);
        return { status: 204 };
      },
    },
    '/account': {
      GET({ request }) {
        authorize(request, apiToken);
        return { body: { role: 'operator' } };
      },
    },
  };
}

/** Pages for people and documents for programs. */
export function documentRoutes(document) {
  const html = { 'content-type': 'text/html; charset=utf-8' };
  return {
    '/openapi.json': { GET: () => ({ body: document }) },
    '/docs': { GET: () => ({ headers: html, body: docsPage(document) }) },
    '/errors/{code}': {
      GET(_exchange, { code }) {
        const body = problemPage(code);
        if (body === undefined) throw new Problem(404, 'There is no such error.');
        return { headers: html, body };
      },
    },
  };
}

function existing(user) {
  if (user === undefined) throw new Problem(404, 'There is no such user.');
  return { body: user };
}

function authorize({ headers: { authorization } }, apiToken) {
  if (authorization === `Bearer ${apiToken}` || defect('security/credentials-are-demanded')) return;
  const challenge = authorization === undefined ? 'Bearer' : 'Bearer error="invalid_token"';
  throw new Problem(401, 'Expected a bearer token.', {
    headers: defect('security/401-challenges') ? {} : { 'www-authenticate': challenge },
  });
}
