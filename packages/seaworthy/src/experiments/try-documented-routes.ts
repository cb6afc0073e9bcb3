import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import type { Lab } from '../lab/lab.ts';
import { openapiRoutes } from '../profile/openapi-routes.ts';
import { operationsOf } from '../profile/openapi-operations.ts';

export interface TriedRoutes {
  tried: {
    exchange: Exchange;
    /** Whether 404 can mean that the thing is not there, or hidden, although the route is. */
    mayBeMissing: boolean;
  }[];
}

/** Operations that are tried at most. */
const MOST = 25;
/** Names that say that even GET does something. */
const ACTING = /log-?out|sign-?out|delete|reset|shutdown|restart|unsubscribe|revoke|cancel|trigger|\brun\b/i;

export default experiment<TriedRoutes>({
  id: 'try documented routes',
  title: 'asks for the documented routes that only read',
  subject: 'shared',
  needs: ['openapi'],
  deadline: 60_000,
  async run(lab) {
    const { document } = lab.profile;
    if (document === undefined) return { tried: [] };
    const gets = operationsOf(document).filter(
      ({ method, path, streams }) => method === 'GET' && !streams && !ACTING.test(path),
    );
    const reads = openapiRoutes(document).reads;
    const tried: TriedRoutes['tried'] = [];
    for (const { path, responses, secured } of gets.slice(0, MOST)) {
      const templated = path.includes('{');
      const known = reads.find((read) => read.path.split('?')[0] === path);
      // Required parameters for which no value can be made.
      if (known === undefined && !templated) continue;
      const exchange = await ask(lab, known?.path ?? path.replaceAll(/\{[^}]+\}/g, '1'));
      const mayBeMissing = templated || secured || '404' in responses || '4XX' in responses;
      tried.push({ exchange, mayBeMissing });
    }
    lab.control(
      'the service answers at all',
      tried.some(({ exchange }) => exchange.response !== undefined),
    );
    return { tried };
  },
});

/** With the credentials of the known read, if any. */
function ask(lab: Lab, path: string): Promise<Exchange> {
  return lab.request({ path, headers: { ...lab.profile.read?.headers, Accept: 'application/json, */*' } });
}
