import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { badge } from '../../../src/report/badge.ts';
import { catalogueOf } from '../../../src/report/catalogue.ts';
import { page as render } from '../../../src/report/html/page.ts';
import { junit } from '../../../src/report/junit.ts';
import { hostile, sample } from '../sample/sample.ts';
import { rules } from '../sample/rules.ts';

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

const HOSTILE = `</script><img src=x onerror="document.title=1">]]>&'"\u001b[31m\u0000`;
const STOP = 'shutdown/finishes-in-flight';

describe.skipIf(executablePath === undefined)(`the page in a browser (${executablePath ?? MISSING})`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  const file = pathToFileURL(join(folder, 'report.html')).href;
  let browser: Browser;
  let page: Page;
  let asked: string[];
  let complaints: string[];

  beforeAll(async () => {
    writeFileSync(join(folder, 'report.html'), render(sample(), catalogueOf(rules)));
    writeFileSync(join(folder, 'hostile.html'), render(hostile(HOSTILE)));
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => await page.close());

  const open = async (url = file, options: BrowserContextOptions = {}) => {
    asked = [];
    complaints = [];
    page = await browser.newPage(options);
    page.setDefaultTimeout(5000);
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(url);
  };
  const shown = () => page.locator('.finding:visible').count();
  const isOpen = (id: string) =>
    page.locator(`[id="${id}"]`).evaluate((details) => details.hasAttribute('open'));
  const focused = () =>
    page.evaluate<string>('document.activeElement.parentElement.id || document.activeElement.id');

  it('asks nobody for anything and breaks no rule of its policy, whatever is opened', async () => {
    await open();
    await page.evaluate(
      'for (const one of document.querySelectorAll("summary, [role=tab], .copy")) one.click()',
    );
    expect(await shown()).toBe(17);
    expect(asked.map((url) => url.replace(/^data:.*/, 'data:'))).toEqual(
      asked.length === 1 ? [file] : [file, 'data:'],
    );
    expect(complaints).toEqual([]);
  });

  it('says the verdict first, with a ring per topic', async () => {
    await open();
    expect(await page.locator('h1').textContent()).toBe('Not fit for production: 4 musts fail.');
    expect(await page.getByRole('button', { name: 'Shutdown: 1 of 2 passed' }).isVisible()).toBe(true);
    expect(await page.getByRole('button', { name: 'Leaks: nothing was judged' }).isVisible()).toBe(true);
    expect(await page.title()).toContain('28 % seaworthy: REDIS_URL=redis://shop:***@');
  });

  it('filters by outcome, level, topic and owner, and says how many are left', async () => {
    await open();
    const found = page.locator('#found');
    expect(await found.textContent()).toBe('17 rules');
    await page.getByRole('button', { name: '7 failed' }).click();
    expect(await shown()).toBe(7);
    await page.getByRole('button', { name: '2 unclear' }).click();
    expect(await found.textContent()).toBe('9 of 17 rules');
    await page.getByLabel('Level').selectOption('must');
    expect(await shown()).toBe(5);
    await page.getByLabel('Owner').selectOption('platform');
    expect(await shown()).toBe(1);
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await shown()).toBe(17);
    await page.getByRole('button', { name: 'Errors: 0 of 2 passed' }).click();
    expect(await shown()).toBe(2);
    expect(await page.getByLabel('Topic', { exact: true }).inputValue()).toBe('errors');
    await page.getByRole('button', { name: 'Errors: 0 of 2 passed' }).click();
    expect(await shown()).toBe(17);
  });

  it('finds a rule by any of its words, in its evidence too', async () => {
    await open();
    await page.getByLabel('Search rules').fill('  OPEN at sigterm finishes ');
    expect(await shown()).toBe(1);
    await page.getByLabel('Search rules').fill('SHOP-112');
    expect(await page.locator('.finding:visible').getAttribute('id')).toBe('errors/unknown-path-is-json');
    await page.getByLabel('Search rules').fill('no such rule');
    expect(await page.locator('#nothing').isVisible()).toBe(true);
  });

  it('unfolds a rule to why, evidence, snippet and the fix for the framework', async () => {
    await open();
    await page.locator(`[id="${STOP}"] > summary`).click();
    const rule = page.locator(`[id="${STOP}"]`);
    expect(await rule.locator('.why').textContent()).toContain('Every deployment sends SIGTERM');
    expect(await rule.locator('.exchange').first().locator('pre').first().textContent()).toMatch(
      /^POST \/users\nContent-Type: application\/json\nExpect: 100-continue\n\n\{\n {2}"email": ".*",\n {2}"name": "Ada",\n {2}"password": "\*\*\*"\n\}$/,
    );
    expect(await rule.locator('.snippet pre').textContent()).toContain('kill -TERM $service');
    expect(await rule.getByRole('tab', { selected: true }).textContent()).toBe('Express');
    await rule.getByRole('tab', { name: 'Gin' }).click();
    expect(await rule.getByRole('tabpanel').textContent()).toContain('gin.CustomRecovery');
    await page.keyboard.press('ArrowLeft');
    expect(await rule.getByRole('tabpanel').textContent()).toContain('handler500');
    await page.locator('[id="errors/hides-internals"] > summary').click();
    const other = page.locator('[id="errors/hides-internals"]');
    expect(await other.getByRole('tab', { selected: true }).textContent()).toBe('Django');
  });

  it('copies a snippet, or selects it where it may not copy', async () => {
    await open(file, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.locator('[id="errors/unknown-path-is-json"] > summary').click();
    await page.getByRole('button', { name: 'Copy the snippet' }).click();
    const line = `curl -i 'http://localhost:3000/nobody/has/this' \\\n  -H 'Accept: application/json'`;
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(line);
    await page.close();
    await open();
    await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error())');
    await page.locator('[id="errors/unknown-path-is-json"] > summary').click();
    await page.getByRole('button', { name: 'Copy the snippet' }).click();
    await page.getByText('Selected', { exact: true }).waitFor();
    expect(await page.evaluate('getSelection().toString()')).toBe(line);
  });

  it('can be used with the keyboard alone', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('shutdown');
    expect(await shown()).toBe(3);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(STOP);
    await page.keyboard.press('Enter');
    expect(await isOpen(STOP)).toBe(true);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('shutdown/exits-zero');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toMatch(/^search$|^$/);
    await page.keyboard.press('Escape');
    expect(await shown()).toBe(17);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.matches("button, select")')).toBe(true);
  });

  it('keeps the filters and what is opened in the address', async () => {
    await open();
    await page.getByRole('button', { name: '7 failed' }).click();
    await page.getByLabel('Search rules').fill('sigterm');
    await page.locator(`[id="${STOP}"] > summary`).click();
    await expect.poll(() => page.url()).toContain('rule=');
    const address = page.url();
    expect(new URL(address).hash).toBe(`#q=sigterm&outcome=fail&rule=${STOP}`);
    await page.close();
    await open(address);
    expect(await shown()).toBe(1);
    expect(await isOpen(STOP)).toBe(true);
    expect(await page.getByRole('button', { name: '7 failed' }).getAttribute('aria-pressed')).toBe('true');
    await page.close();
    await open(`${file}#errors/hides-internals`);
    expect(await isOpen('errors/hides-internals')).toBe(true);
    expect(await shown()).toBe(17);
  });

  it('draws what happened, and tells each entry under the pointer, the finger and the arrow keys', async () => {
    await open(file, { hasTouch: true });
    const stop = page.locator('.drawn').first();
    expect(await stop.locator('h3').textContent()).toBe('Sends SIGTERM while three requests are open');
    expect(await stop.locator('.name').allTextContents()).toEqual(['Requests', 'REDIS_URL', 'Log']);
    expect(await stop.locator('.bar.bad').count()).toBe(4);
    const tip = stop.locator('.tip');
    await stop.locator('.bar.bad').first().hover();
    expect(await tip.textContent()).toMatch(/^\d+ ms to \d+ ms: POST \/users → EOF \(\d+ ms\)$/);
    await page.locator('h1').hover();
    expect(await tip.isVisible()).toBe(false);
    await stop.locator('.point').last().tap();
    expect(await tip.textContent()).toMatch(/^\d+ ms: bye$/);
    await stop.locator('figure').focus();
    await page.keyboard.press('Home');
    const first = await tip.textContent();
    await page.keyboard.press('ArrowRight');
    expect(await tip.textContent()).not.toBe(first);
    await page.keyboard.press('Escape');
    expect(await tip.isVisible()).toBe(false);
    await stop.getByText('The same as text').click();
    expect(await stop.locator('.entries li.signal').textContent()).toMatch(/\d+ ms signal SIGTERM/);
  });

  it('leads from a rule to its drawing and back', async () => {
    await open();
    await page.locator('.judged a', { hasText: STOP }).first().click();
    await expect.poll(() => isOpen(STOP)).toBe(true);
    await page.locator(`[id="${STOP}"] .seen a`).click();
    await page.locator('.drawn[open] > summary:focus').waitFor();
  });

  it.each(['light', 'dark'] as const)('can be read in %s', async (colorScheme) => {
    await open(`${file}#rule=${STOP}`, { colorScheme });
    expect(await page.evaluate(CONTRAST)).toEqual([]);
  });

  it('fits a screen of 360 px without scrolling sideways, with everything open', async () => {
    await open(file, { viewport: { width: 360, height: 740 } });
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  it('names everything that can be used', async () => {
    await open();
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    const nameless = await page.evaluate(
      `[...document.querySelectorAll('button, select, input, a, [role=img], figure')]
        .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim())).map((one) => one.outerHTML)`,
    );
    expect(nameless).toEqual([]);
    const ids = await page.evaluate<string[]>('[...document.querySelectorAll("[id]")].map(({ id }) => id)');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('unfolds what failed for the printer', async () => {
    await open();
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await isOpen(STOP)).toBe(true);
    expect(await isOpen('shutdown/exits-zero')).toBe(false);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await isOpen(STOP)).toBe(false);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it('can be read without its script', async () => {
    await open(file, { javaScriptEnabled: false });
    await page.locator(`[id="${STOP}"] > summary`).click();
    expect(await page.locator(`[id="${STOP}"] .fixes section`).count()).toBe(8);
    expect(await page.locator('.filters').isVisible()).toBe(false);
    expect(await page.locator('.timeline').first().isVisible()).toBe(true);
  });

  it('shows text of the service as text, in XML too', async () => {
    await open(pathToFileURL(join(folder, 'hostile.html')).href);
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    expect(await page.locator('body img').count()).toBe(0);
    expect(await page.title()).toContain('onerror');
    expect(complaints).toEqual([]);
    const documents = JSON.stringify([junit(sample()), junit(hostile(HOSTILE)), badge(sample())]);
    const errors = await page.evaluate(
      `${documents}.map((text) => new DOMParser().parseFromString(text, 'application/xml').querySelector('parsererror'))`,
    );
    expect(errors).toEqual([null, null, null]);
  });
});

/** Texts whose contrast to the background is below 4.5 (WCAG 2.2, 1.4.3), as sentences. */
const CONTRAST = `(() => {
  const rgb = (text) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let one = element; one !== null; one = one.parentElement) {
      const colour = rgb(getComputedStyle(one).backgroundColor);
      if (colour[3] > 200) return colour;
    }
    return [255, 255, 255];
  };
  const low = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.data.trim() === '' || !element.checkVisibility() || /^(SCRIPT|TITLE|OPTION)$/i.test(element.tagName)) continue;
    const style = getComputedStyle(element);
    const [a, b] = [luminance(rgb(element.closest('svg') ? style.fill : style.color)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.add(element.tagName + '.' + (element.getAttribute('class') || element.parentElement.getAttribute('class')) + ' ' + ratio.toFixed(2));
  }
  return [...low];
})()`;
