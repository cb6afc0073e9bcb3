import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors/app-error.ts';
import { catalogue, documentError } from '../../src/errors/catalogue.ts';
import { CLASSES } from '../../src/errors/classes.ts';
import { errorPages } from '../../src/errors/pages.ts';
import { problemReply } from '../../src/errors/problem.ts';
import type { Reply } from '../../src/seam.ts';

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

function get(url: string, accept?: string, base = ''): Reply {
  const [list, single] = errorPages(base);
  const request = { url, headers: { accept } } as unknown as IncomingMessage;
  return (url.endsWith('/errors') ? list : single)!.answer(request) as Reply;
}

describe('the error pages', () => {
  it('know every class of the folder', () => {
    const files = readdirSync(new URL('../../src/errors/http', import.meta.url));
    expect(CLASSES).toHaveLength(files.length);
    for (const errorClass of CLASSES) {
      expect(files).toContain(`${errorClass.name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.ts`);
      expect(errorClass.documentation.meaning).toMatch(/\.$/);
      expect(errorClass.documentation.action).toMatch(/\.$/);
    }
  });

  it('have a code and a slug of their own each', () => {
    const entries = catalogue();
    expect(new Set(entries.map(({ slug }) => slug)).size).toBe(entries.length);
    for (const { code } of entries) expect(code).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
  });

  it.each(CLASSES)('explain what $name puts into `type`', (errorClass) => {
    const { body, status } = problemReply(new errorClass(), { requestId: undefined, base: '' });
    const { type, code } = JSON.parse(body) as { type: string; code: string };
    const page = get(type, BROWSER);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain(code);
    expect(JSON.parse(get(type, 'application/json').body)).toMatchObject({ type, code, status });
  });

  it('allow their own style and nothing else', () => {
    const { body, headers } = get('/errors/not-found', BROWSER);
    const style = /<style>([\s\S]*)<\/style>/.exec(body)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(body).not.toMatch(/<script|https?:\/\/|@import|style="/);
  });

  it('list every error with a link', () => {
    const { body } = get('/errors', BROWSER);
    for (const { slug } of catalogue()) expect(body).toContain(`href="/errors/${slug}"`);
    expect(
      (JSON.parse(get('/errors', 'application/json').body) as { errors: unknown[] }).errors,
    ).toHaveLength(catalogue().length);
  });

  it.each([
    [undefined, 'text/html; charset=utf-8'],
    ['*/*', 'text/html; charset=utf-8'],
    ['application/*', 'application/json'],
    ['application/problem+json', 'application/json'],
    ['text/html;q=0.5, application/json', 'application/json'],
    ['application/json;q=0.5, text/html', 'text/html; charset=utf-8'],
  ])('answer Accept %s with %s', (accept, type) => {
    expect(get('/errors/conflict', accept).headers['content-type']).toBe(type);
  });

  it.each(['/errors/no-such-error', '/errors/%3Cscript%3E', '/errors/../x'])(
    'answer %s with a 404 problem',
    (url) => {
      const { status, headers, body } = get(url, BROWSER);
      expect(status).toBe(404);
      expect(headers['content-type']).toBe('application/problem+json');
      expect(JSON.parse(body)).toMatchObject({ code: 'NOT_FOUND', detail: 'Error page not found' });
    },
  );

  it('give a code without a class a generic page once it was answered', () => {
    expect(get('/errors/sold-out', BROWSER).status).toBe(404);
    problemReply(new AppError('SOLD_OUT', 'secret sku', 409), { requestId: undefined, base: '' });
    const { status, body } = get('/errors/sold-out', BROWSER);
    expect(status).toBe(200);
    expect(body).toContain('409 (Conflict)');
    expect(body).not.toContain('secret sku');
  });

  it('escape what an application calls its errors', () => {
    problemReply(new AppError('<img src=x>', 'x', 400, { title: '<b>"' }), {
      requestId: undefined,
      base: '',
    });
    expect(get('/errors', BROWSER).body).not.toContain('<img');
    expect(get('/errors/img-src-x', BROWSER).body).not.toMatch(/<img|<b>/);
  });

  it('explain a documented class before its first error', () => {
    class TooYoungError extends AppError {
      static override documentation = { meaning: 'You are too young.', action: 'Wait.' };
      constructor() {
        super('TOO_YOUNG', 'too young', 403);
      }
    }
    documentError(TooYoungError);
    expect(JSON.parse(get('/errors/too-young', 'application/json').body)).toMatchObject({
      code: 'TOO_YOUNG',
      status: 403,
      meaning: 'You are too young.',
    });
  });

  it('ask for code and status where a class cannot be made without arguments', () => {
    class NeedyError extends AppError {
      constructor(user: { name: string }) {
        super('NEEDY', user.name, 409);
      }
    }
    class StatedError extends NeedyError {
      static override documentation = { code: 'NEEDY', status: 409, meaning: 'm.', action: 'a.' };
    }
    expect(() => documentError(NeedyError)).toThrow(/NeedyError; add `code` and `status`/);
    expect(() => documentError(StatedError)).not.toThrow();
  });

  it.each([
    ['', '/errors'],
    ['/api/', '/api/errors'],
    ['https://api.example.com', '/errors'],
    ['https://example.com/docs', '/docs/errors'],
    ['tag:example.com,2026:x', '/errors'],
  ])('of base %s are served at %s', (base, path) => {
    expect(errorPages(base).map((endpoint) => endpoint.path)).toEqual([path, `${path}/*`]);
  });
});
