import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { docsEndpoints } from '../../src/docs/endpoints.ts';
import { openapi } from '../../src/docs/openapi.ts';

const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

const MISSING =
  'install Chromium (Debian: apt-get install chromium) to run this test, or name it in CHROMIUM';

if (executablePath === undefined && process.env['CI'] !== undefined)
  throw new Error(`Expected a Chromium, found none: ${MISSING}.`);

const id = '123e4567-e89b-42d3-a456-426614174000';
const HOSTILE = '<img src=x onerror="document.title=1">';

const User = z.object({ email: z.email(), name: z.string().min(1), zip: z.string().regex(/^\d{5}$/) });
const Tree = z.object({
  name: z.string().describe(HOSTILE),
  get branches() {
    return z.array(Tree).optional();
  },
});
const params = z.object({ id: z.uuid() });
const headers = z.object({ authorization: z.string() });
const document = openapi(
  [
    { method: 'POST', path: '/users', summary: 'Create a user', parts: { body: User } },
    {
      method: 'GET',
      path: '/users',
      summary: HOSTILE,
      parts: {
        query: z.object({ limit: z.coerce.number().default(20), tags: z.array(z.string()).optional() }),
      },
    },
    { method: 'DELETE', path: '/users/:id', summary: 'Delete a user', parts: { params, headers } },
    { method: 'PUT', path: '/anything', parts: { body: z.json() } },
    { method: 'POST', path: '/trees', parts: { body: Tree, response: { 201: Tree } } },
  ],
  { title: HOSTILE, version: '1.0.0', description: `${HOSTILE} and \`code\``, problemBase: '' },
);

interface Received {
  method: string | undefined;
  url: string | undefined;
  authorization: string | undefined;
  body: string;
}

let received: Received[] = [];
const endpoints = docsEndpoints({ title: HOSTILE, version: '1.0.0' }, () => document);

const server = createServer((request, response) => {
  const endpoint = endpoints.find(({ path }) => path === request.url?.replace(/^\/prefix/, ''));
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk.toString();
  });
  request.on('end', async () => {
    if (endpoint !== undefined) {
      const reply = await endpoint.answer(request);
      response.writeHead(reply.status, reply.headers).end(reply.body);
      return;
    }
    received.push({
      method: request.method,
      url: request.url,
      authorization: request.headers.authorization,
      body,
    });
    const invalid = request.url?.includes('limit=0') === true;
    const answer = invalid
      ? {
          status: 400,
          errors: [
            { field: 'limit', in: 'query' },
            { field: 'tags', in: 'body' },
          ],
        }
      : { ok: true, text: HOSTILE };
    response
      .writeHead(invalid ? 400 : 201, { 'content-type': 'application/json', 'x-request-id': 'abc-1' })
      .end(JSON.stringify(answer));
  });
});

/** The page's script knows about these, the tests' compiler does not. */
type Evaluated = { document: { title: string; activeElement: { textContent: string } } };

describe.skipIf(executablePath === undefined)(`the page in a browser (${executablePath ?? MISSING})`, () => {
  let browser: Browser;
  let origin: string;
  let page: Page;
  let asked: string[];
  let complaints: string[];

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser.close();
    server.close();
    server.closeAllConnections();
  });

  const open = async (path = '/docs') => {
    received = [];
    asked = [];
    complaints = [];
    page = await browser.newPage();
    page.setDefaultTimeout(5_000);
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(origin + path);
    await page.waitForSelector('.operation');
  };

  it('shows every operation, asks nobody but the service, and breaks no rule of its policy', async () => {
    await open();
    expect(await page.locator('.operation').count()).toBe(5);
    for (const summary of await page.locator('.operation > summary').all()) await summary.click();
    await page.waitForSelector('.operation[open] .try');
    expect(asked).toEqual([`${origin}/docs`, `${origin}/openapi.json`]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('shows text as text, wherever it comes from', async () => {
    await open();
    await page.click('#postTrees > summary');
    await page.click('#getUsers > summary');
    await page.click('#getUsers .send');
    await page.waitForSelector('#getUsers .answer .status');
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.evaluate(() => (globalThis as unknown as Evaluated).document.title)).toBe(HOSTILE);
    expect(await page.locator('#getUsers .about').textContent()).toBe(HOSTILE);
    expect(await page.locator('#getUsers .answer pre').textContent()).toContain('onerror');
    await page.close();
  });

  it('sends a body made from the schema and shows what comes back', async () => {
    await open();
    await page.click('#postUsers > summary');
    await page.click('#postUsers .send');
    await page.waitForSelector('#postUsers .answer .status');
    expect(received).toMatchObject([{ method: 'POST', url: '/users' }]);
    expect(User.safeParse(JSON.parse(received[0]?.body ?? '')).success).toBe(true);
    const answer = await page.locator('#postUsers .answer').textContent();
    expect(answer).toContain('201');
    expect(answer).toContain('"ok": true');
    expect(answer).toContain('request id abc-1');
    await page.close();
  });

  it('writes the same request as a curl line while one types', async () => {
    await open();
    await page.click('#getUsers > summary');
    await page.getByLabel('limit').fill('5');
    await page.getByLabel('tags').fill("a, it's");
    expect(await page.locator('#getUsers .curl pre').textContent()).toBe(
      `curl -i '${origin}/users?limit=5&tags=a&tags=it%27s'`,
    );
    await page.click('#postUsers > summary');
    await page.locator('#postUsers textarea').fill(`{"name":"it's"}`);
    expect(await page.locator('#postUsers .curl pre').textContent()).toBe(
      `curl -i -X POST '${origin}/users' \\\n  -H 'content-type: application/json' \\\n` +
        `  --data-raw '{"name":"it'\\''s"}'`,
    );
    await page.close();
  });

  it('marks the field that the service calls invalid', async () => {
    await open();
    await page.click('#getUsers > summary');
    await page.getByLabel('limit').fill('0');
    await page.getByLabel('limit').press('Enter');
    await page.waitForSelector('#getUsers [aria-invalid]');
    expect(await page.getByLabel('limit').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('tags').getAttribute('aria-invalid')).toBeNull();
    await page.close();
  });

  it('sends credentials but never shows them in the curl line', async () => {
    await open(`/docs#deleteUsersById`);
    await page.getByLabel('id', { exact: false }).first().fill(id);
    await page.getByLabel('Authorization').fill('Bearer secret');
    await page.click('#deleteUsersById .send');
    await page.waitForSelector('#deleteUsersById .answer .status');
    expect(received).toMatchObject([
      { method: 'DELETE', url: `/users/${id}`, authorization: 'Bearer secret' },
    ]);
    const curl = await page.locator('#deleteUsersById .curl pre').textContent();
    expect(curl).toContain('-H "Authorization: $AUTHORIZATION"');
    expect(curl).not.toContain('secret');
    await page.close();
  });

  it('can be used with the keyboard alone', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('create user');
    expect(await page.locator('.operation:visible').count()).toBe(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#postUsers[open] .try');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Escape');
    expect(await page.locator('.operation:visible').count()).toBe(5);
    await page.locator('#postUsers textarea').focus();
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#postUsers .answer .status');
    expect(received).toHaveLength(1);
    await page.close();
  });

  it('unfolds a schema that refers to itself as deep as one likes', async () => {
    await open();
    await page.click('#postTrees > summary');
    const told = page.locator('#postTrees .told > section').first();
    await told.locator('summary').first().click();
    await told.locator('.fold .fold > summary').first().click();
    await told.locator('.fold .fold .fold > summary').first().click();
    await expect(told.locator('.fold .fold .fold .fold').first().waitFor()).resolves.toBeUndefined();
    await page.close();
  });

  it('works behind a proxy that puts a prefix before every path', async () => {
    await open('/prefix/docs');
    await page.click('#getUsers > summary');
    await page.click('#getUsers .send');
    await page.waitForSelector('#getUsers .answer .status');
    expect(received).toMatchObject([{ url: '/prefix/users' }]);
    await page.close();
  });

  it('fits a narrow screen without scrolling sideways', async () => {
    await open();
    await page.setViewportSize({ width: 360, height: 740 });
    await page.click('#postUsers > summary');
    await page.click('#postUsers .send');
    await page.waitForSelector('#postUsers .answer .status');
    const width = 'document.documentElement.scrollWidth';
    expect(await page.evaluate(width)).toBeLessThanOrEqual(360);
    await page.close();
  });

  it('says what it expected and got when the document is not there', async () => {
    page = await browser.newPage();
    await page.route('**/openapi.json', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${origin}/docs`);
    await page.waitForSelector('#state:has-text("got")');
    expect(await page.locator('#state').textContent()).toBe(
      `Expected the OpenAPI document at ${origin}/openapi.json, got: status 404.`,
    );
    await page.close();
  });
});
