import type { DocsOptions } from '../options.ts';
import type { Endpoint } from '../seam.ts';
import { docsPage } from './page/page.ts';

/**
 * `/openapi.json` and the page that shows it. `document` is called per request and should return the same object
 * while nothing changed; the page is one self-contained answer with a CSP of its own, and asks nobody else.
 */
export function docsEndpoints(options: DocsOptions, document: () => object): Endpoint[] {
  const path = options.path ?? '/openapi.json';
  const ui = options.ui ?? '/docs';
  let written: { from: object; body: string } | undefined;
  const json: Endpoint = {
    path,
    answer() {
      const from = document();
      if (written?.from !== from) written = { from, body: JSON.stringify(from) };
      const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' };
      return { status: 200, headers, body: written.body };
    },
  };
  if (ui === false) return [json];
  const { headers, body } = docsPage(options.title, relative(ui, path), ui);
  return [json, { path: ui, answer: () => ({ status: 200, headers, body }) }];
}

/** From one absolute path to another without naming the root, so that both may be served under a proxy's prefix. */
function relative(from: string, to: string): string {
  const start = from.split('/').slice(1, -1);
  const target = to.split('/').slice(1);
  let shared = 0;
  while (shared < start.length && shared < target.length - 1 && start[shared] === target[shared]) shared++;
  return `${'../'.repeat(start.length - shared)}${target.slice(shared).join('/')}` || './';
}
