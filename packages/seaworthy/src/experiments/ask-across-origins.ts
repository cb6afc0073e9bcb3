import { randomBytes } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { anyRequest } from './any-request.ts';

export interface AcrossOrigins {
  /** Simple requests and preflights from origins that nobody can have allowed. */
  asked: { origin: string; exchange: Exchange }[];
}

export default experiment<AcrossOrigins>({
  id: 'ask across origins',
  title: 'asks as a page of another origin would',
  subject: 'shared',
  async run(lab) {
    const asked: AcrossOrigins['asked'] = [];
    for (const origin of [`https://sw-${randomBytes(6).toString('hex')}.example`, 'null']) {
      const preflight = {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'authorization, content-type',
      };
      asked.push({ origin, exchange: await lab.request(anyRequest(lab, { headers: { Origin: origin } })) });
      asked.push({
        origin,
        exchange: await lab.request(anyRequest(lab, { method: 'OPTIONS', headers: preflight })),
      });
    }
    lab.control(
      'the service answers at all',
      asked.some(({ exchange }) => exchange.response !== undefined),
    );
    return { asked };
  },
});
