import { randomUUID } from 'node:crypto';
import type { Exchange } from '../engine/evidence.ts';
import { experiment } from '../engine/experiment.ts';
import { succeeded } from './answer.ts';
import { operationOf } from './request-of.ts';

export interface RepeatedWrites {
  /** Whether the document says that the known write takes `Idempotency-Key`. */
  documented: boolean;
  first?: Exchange;
  /** The same key and body again. */
  again?: Exchange;
  /** The same key with another body. */
  other?: Exchange;
}

export default experiment<RepeatedWrites>({
  id: 'repeat with an idempotency key',
  title: 'sends the known write twice with one Idempotency-Key, then another body with it',
  subject: 'shared',
  needs: ['write', 'openapi'],
  async run(lab) {
    const { write } = lab.profile;
    const name = operationOf(lab.profile, write!)?.parameters.find(
      (one) => one.in === 'header' && one.name.toLowerCase() === 'idempotency-key',
    )?.name;
    if (name === undefined) return { documented: false };
    const headers = { [name]: randomUUID() };
    const body = JSON.stringify(lab.sample());
    const first = await lab.write({ headers, body });
    lab.control('the known write works with a key', succeeded(first));
    const again = await lab.write({ headers, body });
    const other = await lab.write({ headers });
    lab.control('the service answers writes', again.response !== undefined && other.response !== undefined);
    return { documented: true, first, again, other };
  },
});
