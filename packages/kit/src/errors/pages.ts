import type { IncomingMessage } from 'node:http';
import { context } from '../context/context.ts';
import type { Endpoint, Reply } from '../seam.ts';
import { catalogue, type CatalogueEntry } from './catalogue.ts';
import { NotFoundError } from './http/not-found-error.ts';
import { pageHeaders } from './page/headers.ts';
import { errorPage } from './page/error.ts';
import { listPage } from './page/list.ts';
import { prefersJson } from './prefers-json.ts';
import { problemReply, typeOf } from './problem.ts';

const JSON_HEADERS = {
  'content-type': 'application/json',
  'cache-control': 'no-cache',
  vary: 'accept',
};

/**
 * The pages behind problem types: `/errors` lists all errors, `/errors/<code>` explains one; HTML, or JSON for
 * those who prefer it. `base` as in `Options.problemBase`; of a URL, the path counts.
 */
export function errorPages(base: string): Endpoint[] {
  const path = `${pathOf(base)}/errors`;
  const listing = (request: IncomingMessage): Reply => {
    const entries = catalogue();
    return prefersJson(request.headers.accept)
      ? json({ errors: entries.map((entry) => presented(entry, base)) })
      : html(listPage(entries, path));
  };
  const single = (request: IncomingMessage): Reply => {
    const wanted = lastSegment(request.url ?? '');
    if (wanted === '') return listing(request);
    const entry = catalogue().find(({ slug }) => slug === wanted);
    if (entry === undefined)
      return problemReply(new NotFoundError('Error page'), { requestId: context()?.requestId, base });
    return prefersJson(request.headers.accept)
      ? json(presented(entry, base))
      : html(errorPage(entry, typeOf(entry.code, base), path));
  };
  return [
    { path, answer: listing },
    { path: `${path}/*`, answer: single },
  ];
}

function presented({ code, status, title, meaning, action }: CatalogueEntry, base: string): object {
  return { type: typeOf(code, base), title, status, code, meaning, action };
}

function json(value: object): Reply {
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(value) };
}

function html(body: string): Reply {
  return { status: 200, headers: pageHeaders(), body };
}

/** A base on another origin is served under its path here too; `tag:` and `urn:` bases have none. */
function pathOf(base: string): string {
  const path = URL.canParse(base) ? new URL(base).pathname : base;
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' || trimmed.startsWith('/') ? trimmed : URL.canParse(base) ? '' : `/${trimmed}`;
}

/** The last segment, since a framework may have taken the front of the path off. */
function lastSegment(url: string): string {
  const path = url.split('?', 1)[0]!;
  return path.slice(path.lastIndexOf('/') + 1);
}
