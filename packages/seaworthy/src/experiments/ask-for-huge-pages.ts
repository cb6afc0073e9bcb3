import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { operationsOf } from '../profile/openapi-operations.ts';
import { jsonOf, objectOf, succeeded } from './answer.ts';

export interface HugePages {
  /** `GET /users, limit`; absent when no collection with pages is known. */
  asked?: string;
  huge?: Page;
  /** Answers to sizes that make no sense. */
  odd: Exchange[];
}

export interface Page {
  /** With at most 2000 characters of the body. */
  exchange: Exchange;
  items: number;
  /** Length of the body. */
  bytes: number;
  /** Whether the answer says that there is a next page. */
  more: boolean;
}

const SIZES = /^(limit|size|count|first|take|per_?page|page_?size|max_?results)$/i;
/** Members by which answers show that they are pages. */
const PAGED =
  /^(next|next_?(cursor|page|page_?token|link)|cursor|has_?(more|next)|total(_?(pages|count|items))?|pages?|_links|links)$/i;

export default experiment<HugePages>({
  id: 'ask for huge pages',
  title: 'asks a collection for a million items',
  subject: 'shared',
  needs: ['read'],
  async run(lab) {
    const found = documented(lab) ?? (await shown(lab));
    if (found === undefined) return { odd: [] };
    const { path, name } = found;
    const get = (size: string): Promise<Exchange> => lab.read({ path: `${path}?${name}=${size}` });
    lab.control('the collection can be read', succeeded(await lab.read({ path })));
    const huge = await get('1000000');
    const odd = [await get('-1'), await get('abc')];
    lab.control(
      'the service answers at all',
      [huge, ...odd].every(({ response }) => response !== undefined),
    );
    return { asked: `GET ${path}, ${name}`, huge: pageOf(huge), odd };
  },
});

function documented(lab: Lab): { path: string; name: string } | undefined {
  const { document, read } = lab.profile;
  if (document === undefined) return undefined;
  const found = operationsOf(document)
    .filter(({ method, path, secured, streams, parameters }) => {
      const demands = parameters.some(({ required, name }) => required === true && !SIZES.test(name));
      return (
        method === 'GET' && !path.includes('{') && !streams && !demands && (!secured || path === read?.path)
      );
    })
    .map(({ path, parameters }) => ({
      path,
      name: parameters.find((one) => one.in === 'query' && SIZES.test(one.name))?.name,
    }));
  return found.find((one): one is { path: string; name: string } => one.name !== undefined);
}

/** A read whose query has a size, or whose answer looks like a page. */
async function shown(lab: Lab): Promise<{ path: string; name: string } | undefined> {
  const [path, query] = lab.profile.read!.path.split('?', 2) as [string, string?];
  const name = [...new URLSearchParams(query).keys()].find((key) => SIZES.test(key));
  if (name !== undefined) return { path, name };
  const object = objectOf(await lab.read());
  const isPage = object !== undefined && Object.keys(object).some((key) => PAGED.test(key));
  return isPage && Object.values(object).some(Array.isArray) ? { path, name: 'limit' } : undefined;
}

function pageOf(exchange: Exchange): Page {
  const { headers = {}, body = '' } = exchange.response ?? {};
  const bytes = Math.max(Number(headers['content-length'] ?? 0), body.length);
  const value = jsonOf(exchange);
  const object = objectOf(exchange) ?? {};
  const items = Array.isArray(value) ? value : (Object.values(object).find(Array.isArray) ?? []);
  // Of a body that was too long to be kept, the beginning is there.
  const count = value === undefined ? (body.match(/\}\s*,\s*\{/g)?.length ?? 0) : items.length;
  const next = Object.entries(object).find(([key]) =>
    /^(next|next_?(cursor|page|page_?token|link)|has_?(more|next))$/i.test(key),
  );
  const more = (next !== undefined && Boolean(next[1])) || /rel="?next/.test(headers['link'] ?? '');
  const clipped = exchange.response && { ...exchange.response, body: body.slice(0, 2000) };
  return { exchange: { ...exchange, ...(clipped && { response: clipped }) }, items: count, bytes, more };
}
