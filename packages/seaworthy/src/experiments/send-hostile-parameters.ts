import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { operationsOf } from '../profile/openapi-operations.ts';
import { attempt, type Attempts } from './attempt.ts';
import { operationOf } from './request-of.ts';
import { works } from './works.ts';

const IN_PATHS = [
  '%00',
  '%E0%A4%A',
  '%ff',
  '99999999999999999999',
  '-1',
  'x'.repeat(300),
  '%27',
  '..%2f..%2f',
];
const IN_QUERIES = ['%00', '%E0%A4%A', '%ff', '99999999999999999999', '-1', '1e309', 'x'.repeat(300), ''];

/** Paths with an id that are tried at most, and query parameters of the known read. */
const MOST = 3;

export default experiment<Attempts>({
  id: 'send hostile parameters',
  title: 'asks with hostile ids and query parameters',
  subject: 'fresh',
  needs: ['read', 'disturb'],
  deadline: 60_000,
  async run(lab) {
    const reads = (): Promise<boolean> => works(lab);
    lab.control('the known read works', await reads());
    return attempt(reads, requests(lab));
  },
});

function* requests(lab: Lab): Iterable<[string, () => Promise<Exchange>]> {
  const { document, read } = lab.profile;
  const get = (path: string): Promise<Exchange> => lab.read({ path });
  const gets = document === undefined ? [] : operationsOf(document).filter(({ method }) => method === 'GET');
  const templates = gets
    .filter(({ path, streams }) => path.includes('{') && !streams)
    .map(({ path }) => path);
  const [path, query] = read!.path.split('?', 2) as [string, string?];
  // Without a document, the last part of the path may be an id.
  if (templates.length === 0) templates.push(`${path.replace(/[^/]+$/, '')}{id}`);
  for (const template of templates.slice(0, MOST)) {
    for (const value of IN_PATHS) {
      const target = template.replaceAll(/\{[^}]+\}/g, value);
      yield [`GET ${shown(target)}`, () => get(target)];
    }
  }
  const documented = operationOf(lab.profile, read!)?.parameters.filter((one) => one.in === 'query') ?? [];
  const given = [...new URLSearchParams(query).keys()];
  const names = [...new Set([...documented.map(({ name }) => name), ...given])].slice(0, MOST);
  for (const name of names.length === 0 ? ['limit'] : names) {
    const key = encodeURIComponent(name);
    for (const value of IN_QUERIES) yield [`?${key}=${shown(value)}`, () => get(`${path}?${key}=${value}`)];
    for (const twice of [`${key}=1&${key}=2`, `${key}[]=1`, `${key}[a]=1`, `${key}[__proto__][a]=1`, key])
      yield [`?${twice}`, () => get(`${path}?${twice}`)];
  }
  yield ['?%00=1', () => get(`${path}?%00=1`)];
  yield ['?%E0%A4%A', () => get(`${path}?%E0%A4%A`)];
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
