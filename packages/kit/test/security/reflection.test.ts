import { describe, expect, it } from 'vitest';
import { raw } from '../../src/testing/raw.ts';
import { adapters, attacked } from './attacked.ts';

const SCRIPT = '<script>alert(1)</script>';
const ENCODED = encodeURIComponent(SCRIPT);
const BROWSER = 'Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n';
const PATHS = [
  '/nowhere',
  '/users',
  '/search',
  '/errors',
  '/errors/not-found',
  '/docs',
  '/openapi.json',
  '/metrics',
  '/livez',
];

describe.each(adapters)('%s', (name) => {
  const target = attacked(name);

  it('no answer is a page that repeats what was sent', async () => {
    const requests = PATHS.flatMap((path) => [
      `GET ${path}?q=${ENCODED}&limit=${ENCODED} HTTP/1.1\r\nHost: x\r\n${BROWSER}X-Request-ID: ${SCRIPT}\r\nReferer: ${SCRIPT}\r\n\r\n`,
      `GET ${path}/${ENCODED} HTTP/1.1\r\nHost: x\r\n${BROWSER}\r\n`,
      `${SCRIPT.slice(1, 7)} ${path} HTTP/1.1\r\nHost: x\r\n${BROWSER}\r\n`,
    ]);
    for (const request of requests) {
      const { responses } = await raw(target.url, request);
      const { headers, body } = responses[0]!;
      expect(body).not.toContain('alert(1)');
      // What the parser of HTTP refuses has no header of ours but these.
      const safe =
        headers['content-type'] === 'application/problem+json' ||
        headers['x-content-type-options'] === 'nosniff';
      expect([request, safe]).toEqual([request, true]);
    }
  });

  it('a host that lies is in no answer', async () => {
    for (const path of [...PATHS, '/throw?what=error']) {
      const lies = 'Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n';
      const { responses } = await raw(target.url, `GET ${path} HTTP/1.1\r\n${lies}${BROWSER}\r\n`);
      const { headers, body } = responses[0]!;
      expect(JSON.stringify(headers) + body).not.toContain('evil.example');
    }
  });

  it('TRACE does not send credentials back', async () => {
    const { responses } = await raw(
      target.url,
      'TRACE /users/ada HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer hush-token\r\n\r\n',
    );
    expect(responses[0]!.status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(responses[0]!.headers) + responses[0]!.body).not.toContain('hush-token');
  });

  it('a prototype in the query reaches nobody', async () => {
    for (const query of ['__proto__[x]=1', '__proto__.x=1', 'constructor[prototype][x]=1', '__proto__=x'])
      await raw(target.url, `GET /search?${query}&limit=5 HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(({} as { x?: string }).x).toBeUndefined();
    const after = await fetch(`${target.url}/search?limit=5`);
    expect(await after.json()).toEqual({ limit: 5 });
  });
});
