import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { matches } from './request-of.ts';
import { works } from './works.ts';

export default experiment<Exchange>({
  id: 'use a wrong method',
  title: 'uses a method on the known read that it does not have',
  subject: 'shared',
  needs: ['read', 'disturb'],
  async run(lab) {
    lab.control('the known read works', await works(lab));
    const exchange = await wrongMethod(lab);
    lab.control('the service answers at all', exchange.response !== undefined);
    return exchange;
  },
});

/**
 * Uses a method that the document does not list for the path of the known read. What nobody described may exist all
 * the same, so without a document it is PROPFIND, which changes nothing wherever it does. Needs `read`.
 */
export function wrongMethod(lab: Lab): Promise<Exchange> {
  const { document, read } = lab.profile;
  const target = read!.path.split('?')[0]!;
  const methods = Object.entries((document?.['paths'] ?? {}) as Record<string, object>)
    .filter(([path]) => endsLike(path, target))
    .flatMap(([, item]) => Object.keys(item).map((method) => method.toUpperCase()));
  const unused =
    methods.length === 0 ? undefined : ['PUT', 'PATCH', 'POST'].find((method) => !methods.includes(method));
  if (unused === undefined) return lab.read({ method: 'PROPFIND', path: target });
  const headers = { 'Content-Type': 'application/json' };
  return lab.read({ method: unused, path: target, headers, body: '{}' });
}

/** Whether the documented path, whatever base it is below, is that of the request. */
function endsLike(path: string, target: string): boolean {
  const rest = target.split('/');
  return rest.some((_part, from) => matches(path, `/${rest.slice(from).join('/').replace(/^\//, '')}`));
}
