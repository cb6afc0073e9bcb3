import { masked } from './masked.ts';

/** What must appear in no answer and no log line. */
export const PASSWORDS = ['correct horse battery', 'sesame', 'open sesame now'];

/** What a client sees of an answer, with everything masked that no two services have in common. */
export interface Said {
  status: number;
  headers: Record<string, string>;
  body: string;
}

interface Turn {
  status: number;
  method?: string;
  /** `{ada}` is the id of that user, `{cursor}` the last page's. */
  path: string;
  /** Text is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

const ADA = { email: 'Ada@Example.com', name: 'Ada', password: PASSWORDS[0] };
const BOB = { ...ADA, email: 'bob@example.com', name: 'Bob' };
const NOBODY = '/users/00000000-0000-4000-8000-000000000000';
const POST = { method: 'POST', path: '/users' };

/** In this order: later requests live from what earlier ones did. */
const CONVERSATION: Record<string, Turn> = {
  'create Ada': { ...POST, body: ADA, status: 201 },
  'create Bob': { ...POST, body: BOB, status: 201 },
  'create Cyd': { ...POST, body: { ...ADA, email: 'cyd@example.com', name: ' Cyd ', more: 1 }, status: 201 },
  'create Ada again': { ...POST, body: { ...ADA, email: 'ADA@example.com' }, status: 409 },
  'create an invalid user': { ...POST, body: { email: 'a', name: '', password: PASSWORDS[1] }, status: 400 },
  'create a user of NUL': { ...POST, body: { ...ADA, name: 'A\0' }, status: 400 },
  'create nothing': { ...POST, body: {}, status: 400 },
  'create without a body': { ...POST, status: 400 },
  'create from broken JSON': { ...POST, body: `{"password":"${PASSWORDS[2]}",`, status: 400 },
  'create from text': { ...POST, body: 'Ada', headers: { 'content-type': 'text/plain' }, status: 415 },
  'create from too much': { ...POST, body: { ...ADA, name: 'a'.repeat(2 ** 20) }, status: 413 },
  'get Ada': { path: '/users/{ada}', status: 200 },
  'get the head of Ada': { method: 'HEAD', path: '/users/{ada}', status: 200 },
  'get nobody': { path: NOBODY, status: 404 },
  'get an id that is none': { path: '/users/invalid-id', status: 404 },
  'get a bad escape': { path: '/users/%zz', status: 400 },
  'list everybody': { path: '/users', status: 200 },
  'list a page': { path: '/users?limit=2', status: 200 },
  'list the next page': { path: '/users?limit=2&cursor={cursor}', status: 200 },
  'list from an invalid cursor': { path: '/users?cursor=nonsense', status: 400 },
  'list too many': { path: '/users?limit=101&cursor=nonsense', status: 400 },
  'rename Ada': { method: 'PATCH', path: '/users/{ada}', body: { name: 'Ada Lovelace' }, status: 200 },
  'take the email of Bob': { method: 'PATCH', path: '/users/{ada}', body: { email: BOB.email }, status: 409 },
  'change nothing': { method: 'PATCH', path: '/users/{ada}', body: {}, status: 400 },
  'change nobody': { method: 'PATCH', path: NOBODY, body: { name: 'Nobody' }, status: 404 },
  'replace Ada': { method: 'PUT', path: '/users/{ada}', body: ADA, status: 405 },
  'delete Bob': { method: 'DELETE', path: '/users/{bob}', status: 204 },
  'delete Bob again': { method: 'DELETE', path: '/users/{bob}', status: 404 },
  'ask for a path that is none': { path: '/nowhere', status: 404 },
  'ask whether it lives': { path: '/livez', status: 200 },
  'ask whether it is ready': { path: '/readyz', status: 200 },
  'read about an error': { path: '/errors/not-found', headers: { accept: 'text/html' }, status: 200 },
  'read the documentation': { path: '/docs', status: 200 },
  'fetch the description': { path: '/openapi.json', status: 200 },
};

/** The status that every request must be answered with, by title. */
export const STATUSES = Object.fromEntries(
  Object.entries(CONVERSATION).map(([title, { status }]) => [title, status]),
);

/** Headers that the frameworks have in common; an `ETag` and the ways to keep a connection are their own. */
const HEADERS = ['content-type', 'location', 'allow', 'cache-control', 'content-security-policy'];

/** Says everything to the service at `url`; the answers by title, and what was kept of them for later. */
export async function converse(url: string): Promise<{ said: Record<string, Said>; ada: string }> {
  const kept: Record<string, string> = {};
  const mask = masked();
  const said: Record<string, Said> = {};
  for (const [title, { method = 'GET', path, body, headers }] of Object.entries(CONVERSATION)) {
    const address = url + path.replace(/\{(\w+)\}/g, (_, name: string) => kept[name] ?? name);
    const response = await fetch(address, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    keep(text, kept);
    const shown = HEADERS.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, mask(value)]];
    });
    said[title] = { status: response.status, headers: Object.fromEntries(shown), body: mask(text) };
  }
  return { said, ada: kept['ada'] ?? '' };
}

function keep(text: string, kept: Record<string, string>): void {
  const [, id, email] = /^\{"id":"([^"]+)","email":"(\w+)@/.exec(text) ?? [];
  if (id !== undefined && email !== undefined) kept[email] = id;
  const cursor = /"nextCursor":"([^"]+)"/.exec(text)?.[1];
  if (cursor !== undefined) kept['cursor'] = cursor;
}
