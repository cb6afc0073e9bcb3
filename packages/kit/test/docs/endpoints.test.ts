import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { docsEndpoints } from '../../src/docs/endpoints.ts';
import type { DocsOptions } from '../../src/options.ts';

const request = {} as IncomingMessage;
const endpoints = (
  options: Partial<DocsOptions> = {},
  document: () => object = () => ({ openapi: '3.1.0' }),
) => docsEndpoints({ title: 'Harbour', version: '1.0.0', ...options }, document);
const answer = async (options: Partial<DocsOptions>, index: number) => {
  const endpoint = endpoints(options)[index];
  if (endpoint === undefined) throw new Error(`no endpoint ${index}`);
  return endpoint.answer(request);
};

describe('the docs endpoints', () => {
  it('are /openapi.json and /docs, or wherever the options say', () => {
    expect(endpoints().map(({ path }) => path)).toEqual(['/openapi.json', '/docs']);
    expect(endpoints({ path: '/api.json', ui: '/help' }).map(({ path }) => path)).toEqual([
      '/api.json',
      '/help',
    ]);
    expect(endpoints({ ui: false }).map(({ path }) => path)).toEqual(['/openapi.json']);
  });

  it('answer the document as JSON, written again only when it changed', async () => {
    let document = { openapi: '3.1.0', n: 1 };
    const [json] = endpoints({}, () => document);
    const first = await json?.answer(request);
    expect(first).toMatchObject({ status: 200, body: '{"openapi":"3.1.0","n":1}' });
    expect(first?.headers['content-type']).toMatch(/^application\/json/);
    document = { openapi: '3.1.0', n: 2 };
    expect((await json?.answer(request))?.body).toContain('"n":2');
  });
});

describe('the page', () => {
  it('allows its own style and script by hash, and nothing but its own origin', async () => {
    const { headers, body } = await answer({}, 1);
    const policy = headers['content-security-policy'];
    for (const tag of ['script', 'style']) {
      const source = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(body)?.[1] ?? '';
      expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(source).digest('base64')}'`);
    }
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toMatch(/unsafe|https?:/);
  });

  it('is smaller than 40 kB, loads nothing, and its script is a script', async () => {
    const { body } = await answer({}, 1);
    expect(Buffer.byteLength(body)).toBeLessThan(40_000);
    expect(body).not.toMatch(/(?:src|href)=["']?(?:https?:)?\/\//);
    expect(() => new Script(/<script>([^]*?)<\/script>/.exec(body)?.[1] ?? '!')).not.toThrow();
  });

  it('escapes what the options say', async () => {
    const { body } = await answer({ title: `<script>alert('1')</script>"&`, path: '/a"b.json' }, 1);
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62;&#34;&#38;');
    expect(body).toContain('data-document="a&#34;b.json"');
  });

  it.each([
    ['/docs', '/openapi.json', 'openapi.json'],
    ['/docs/', '/openapi.json', '../openapi.json'],
    ['/internal/docs', '/openapi.json', '../openapi.json'],
    ['/internal/docs', '/internal/openapi.json', 'openapi.json'],
    ['/docs', '/docs/openapi.json', 'docs/openapi.json'],
  ])(
    'at %s finds the document at %s by a relative URL, so that a prefix may precede both',
    async (ui, path, url) => {
      expect((await answer({ ui, path }, 1)).body).toContain(`data-document="${url}"`);
    },
  );
});
