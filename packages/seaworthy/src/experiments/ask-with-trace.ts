import { randomBytes } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { anyRequest } from './any-request.ts';

export interface AskedWithTrace {
  /** Value of a header that was sent. */
  canary: string;
  exchange: Exchange;
}

export default experiment<AskedWithTrace>({
  id: 'ask with TRACE',
  title: 'sends a TRACE request',
  subject: 'shared',
  async run(lab) {
    const canary = `sw${randomBytes(8).toString('hex')}`;
    const exchange = await lab.request(anyRequest(lab, { method: 'TRACE', headers: { 'X-Sw': canary } }));
    return { canary, exchange };
  },
});
