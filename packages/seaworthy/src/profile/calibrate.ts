import type { Exchange } from '../engine/evidence.ts';
import { changed, writeOf } from '../lab/known-requests.ts';
import type { Lab } from '../lab/lab.ts';
import type { KnownRequest, KnownWrite } from './profile.ts';

/** Longest wait for one answer in ms. */
const PATIENCE = 5000;
/** How long after its start a service may say 503 because it is not yet all there, in ms. */
const NOT_YET = 10_000;

export interface Calibration {
  /** The last answer. */
  exchange: Exchange;
  /** Why the request cannot be relied upon, as the rest of a sentence; absent when it works. */
  refused?: string;
}

/** A request is known to work when it answers 2xx twice; a write with a new body each time. */
export async function calibrate(lab: Lab, request: KnownRequest | KnownWrite): Promise<Calibration> {
  let exchange: Exchange | undefined;
  for (const nth of ['', ' the second time']) {
    const change = { timeout: PATIENCE };
    const ask = async (): Promise<boolean> => {
      exchange = await lab.request('body' in request ? writeOf(request, change) : changed(request, change));
      return exchange.response?.status !== 503;
    };
    await lab.waitFor(ask, NOT_YET - lab.now(), 200);
    const { response, error } = exchange!;
    if (response === undefined)
      return { exchange: exchange!, refused: `it got no answer${nth} (${error ?? 'EOF'})` };
    if (response.status < 200 || response.status > 299)
      return { exchange: exchange!, refused: `it answered ${response.status}${nth}${hint(response.status)}` };
  }
  return { exchange: exchange! };
}

function hint(status: number): string {
  if (status === 401 || status === 403)
    return '; give it credentials in the headers of its route in the configuration';
  if (status === 429) return '; raise the rate limit for this run';
  if (status === 409) return '; put {{random}} into the values that must be unique';
  return '';
}
