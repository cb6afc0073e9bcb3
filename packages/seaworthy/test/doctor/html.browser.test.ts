import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../src/doctor/diagnose.ts';
import { html } from '../../src/doctor/report/html.ts';
import { examination, more, readings, stackAt } from './examination.ts';

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

const HOSTILE = `</style><img src=x onerror="document.title=1">&'"`;

describe.skipIf(executablePath === undefined)(`the page in a browser (${executablePath ?? MISSING})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  const file = pathToFileURL(join(folder, 'doctor.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    const sick = examination({
      process: { pid: 4711, command: ['node', 'server.js', HOSTILE], folder: '/srv', ports: [3000] },
      resources: more('Timeout', 10),
      births: [
        {
          kind: 'interval',
          stack: stackAt('/srv/src/<orders>.ts', 12),
          made: 80,
          left: 80,
          delay: 15_000,
        },
      ],
      memory: { readings: readings(40e6, 41e6, 42e6, 43e6, 44e6), sites: [], collection: 9 },
      pools: [
        {
          path: 'db',
          kind: 'pg',
          to: 'db:5432/users',
          states: Array.from({ length: 11 }, (_, at) => ({ total: 10, idle: 0, waiting: at, max: 10 })),
          taken: 10,
          held: [],
          callers: [],
          idleHolders: 0,
          longestWait: 0,
          ms: 2_000,
        },
      ],
      promises: undefined as never,
    });
    writeFileSync(join(folder, 'doctor.html'), html(sick, diagnose(sick)));
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it.for([
    ['light', 1280],
    ['dark', 1280],
    ['light', 360],
  ] as const)(
    '%s, %i wide: findings first, graphs, no sideways scrolling, no request',
    async ([colorScheme, width]) => {
      await using page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
      const asked: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(file);
      expect(await page.locator('h1').textContent()).toBe('3 findings.');
      expect(await page.locator('h2').allTextContents()).toEqual([
        'Findings',
        'Measured',
        'Not judged',
        'Nothing found by',
      ]);
      expect(await page.locator('.finding:visible .id').allTextContents()).toEqual([
        'pool-exhausted',
        'heap-grows',
        'timers-pile-up',
      ]);
      expect(await page.locator('.site').textContent()).toBe('/srv/src/<orders>.ts:12');
      expect(await page.getByRole('img', { name: /^in use: 10 to 10; waiting: 0 to 10$/ }).isVisible()).toBe(
        true,
      );
      expect(
        await page.getByRole('img', { name: /^heap after each collection: 40.0 MB to 44.0 MB$/ }).isVisible(),
      ).toBe(true);
      expect(await page.locator('.service').textContent()).toContain(HOSTILE);
      expect(
        await page.evaluate<boolean>(
          'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
        ),
      ).toBe(true);
      expect(asked.filter((url) => url !== file && !url.startsWith('data:'))).toEqual([]);
      expect(complaints).toEqual([]);
      if (process.env['SCREENSHOTS'] !== undefined)
        await page.screenshot({
          path: join(process.env['SCREENSHOTS'], `${colorScheme}-${width}.png`),
          fullPage: true,
        });
    },
  );
});
