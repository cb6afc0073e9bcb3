// `node look.mjs`: serves dist/site to Chromium and looks at some pages, wide and narrow. Exit 1 with a sentence for each
// page that is wider than its screen, prints an error, asks another host, or is not found; when the search finds nothing;
// and for each link to a place that its page does not have. `--pictures <folder>` keeps what was seen.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { deadFragments } from './look/fragments.mjs';
import { serve } from './look/serve.mjs';

const PAGES = [
  '/',
  '/guides/first-check.html',
  '/guides/express.html',
  '/rules/',
  '/rules/shutdown/loses-nothing.html',
  '/contract.html',
  '/scoreboard.html',
  '/skill.html',
  '/decisions/0006-which-rules-check-has.html',
];
const SCREENS = [1280, 390];

const { values } = parseArgs({ options: { pictures: { type: 'string' } } });
if (values.pictures !== undefined) mkdirSync(values.pictures, { recursive: true });
const folder = new URL('dist/site/', import.meta.url);
const wrong = deadFragments(folder);
const site = await serve(folder);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const width of SCREENS) for (const path of PAGES) await look(path, width);
  await search();
} finally {
  await browser.close();
  await site.close();
}
for (const sentence of wrong) process.stderr.write(`${sentence}\n`);
process.stdout.write(
  `${PAGES.length} pages on ${SCREENS.length} screens: ${wrong.length || 'nothing'} wrong\n`,
);
process.exitCode = wrong.length > 0 ? 1 : 0;

async function look(path, width) {
  const page = await opened(path, width);
  const overflow = await page.evaluate(() => {
    const content = document.querySelector('main');
    return Math.max(
      document.documentElement.scrollWidth - innerWidth,
      content.scrollWidth - content.clientWidth,
      // It would scroll sideways in itself.
      content.parentElement.scrollWidth - content.parentElement.clientWidth,
    );
  });
  if (overflow > 0) wrong.push(`${path}: expected to fit into ${width} px, got ${overflow} more`);
  if (values.pictures === undefined) return;
  const name =
    path
      .replace(/\.html$/, '')
      .replaceAll('/', '-')
      .slice(1) || 'home';
  await page.screenshot({ path: join(values.pictures, `${name}-${width}.png`) });
}

async function search() {
  const page = await opened('/', 1280);
  await page.locator('.rp-search-button').click();
  await page.locator('.rp-search-panel__input').fill('in flight');
  const found = page.locator('.rp-search-panel__results a', { hasText: /in.flight/i });
  await found
    .first()
    .waitFor({ timeout: 20_000 })
    .catch(() => wrong.push('search: expected "in flight" to be found'));
}

async function opened(path, width) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const say = (what) => wrong.push(`${path} at ${width} px: ${what}`);
  page.on('console', (message) => message.type() === 'error' && say(`console: ${message.text()}`));
  page.on('pageerror', (error) => say(error.message));
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (origin !== site.url && !request.url().startsWith('data:'))
      say(`expected ${site.url}, asks ${origin}`);
  });
  const response = await page.goto(`${site.url}${path}`, { waitUntil: 'networkidle' });
  if (response.status() !== 200) say(`expected 200, got ${response.status()}`);
  return page;
}
