import assert from 'node:assert/strict';
import type { Line } from '../harness/line.ts';

interface Document {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, { requestBody?: object; responses: Record<string, object> }>>;
}

export const docs: readonly Line[] = [
  {
    title: '/openapi.json is OpenAPI 3.1 and has every route of the users',
    async ask({ service }) {
      const response = await service.fetch('/openapi.json');
      assert.match(response.headers.get('content-type') ?? '', /^application\/(.*\+)?json/);
      const { openapi, info, paths } = (await response.json()) as Document;
      assert.match(openapi, /^3\.1\./);
      assert.ok(info.title !== '' && info.version !== '');
      const methods = (path: string) =>
        Object.keys(paths[path] ?? {})
          .filter((name) => /^(get|post|put|patch|delete)$/.test(name))
          .sort();
      assert.deepEqual(methods('/users'), ['get', 'post']);
      assert.deepEqual(methods('/users/{id}'), ['delete', 'get', 'patch']);
    },
  },
  {
    title: '/openapi.json describes the body of POST /users and the errors that it is answered with',
    async ask({ service }) {
      const document = (await (await service.fetch('/openapi.json')).json()) as Document;
      const post = document.paths['/users']?.['post'];
      const body = JSON.stringify(resolved(document, post?.requestBody));
      for (const field of ['email', 'name', 'password']) assert.match(body, new RegExp(`"${field}"`));
      assert.match(body, /"minLength":\s*12/, 'Expected the shortest password');
      assert.ok(post?.responses['201'] !== undefined, 'Expected 201');
      assert.match(JSON.stringify(resolved(document, post.responses['400'])), /application\/problem\+json/);
      assert.doesNotMatch(
        JSON.stringify(resolved(document, post.responses['201'])),
        /password/,
        'Expected 201 without a password',
      );
    },
  },
  {
    title: '/docs is a page that asks nobody else for anything',
    async ask({ service }) {
      const response = await service.fetch('/docs', { redirect: 'follow' });
      assert.equal(response.status, 200);
      assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
      const page = await response.text();
      const links = [
        ...page.matchAll(/<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=["']?([^"'\s>]+)/gi),
      ];
      for (const [, link = ''] of links) {
        if (link.startsWith('data:')) continue;
        const { origin, pathname } = new URL(link, response.url);
        assert.equal(origin, service.url, `Expected nothing from elsewhere, got ${link}`);
        assert.equal((await service.fetch(pathname)).status, 200, pathname);
      }
      assert.doesNotMatch(page, /\b(?:unpkg\.com|jsdelivr\.net|cdnjs|fonts\.googleapis)/);
    },
  },
];

/** The same without references, as deep as they go. */
function resolved(document: object, part: unknown, depth = 0): unknown {
  if (depth > 20 || typeof part !== 'object' || part === null) return part;
  const { $ref } = part as { $ref?: string };
  if ($ref !== undefined) {
    const names = $ref.slice(2).split('/');
    const target = names.reduce<unknown>(
      (at, name) => (at as Record<string, unknown> | undefined)?.[name],
      document,
    );
    return resolved(document, target, depth + 1);
  }
  return Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, resolved(document, value, depth + 1)]),
  );
}
