import type { Exchange } from '../engine/evidence.ts';
import type { Lab } from '../lab/lab.ts';
import { parseExposition, type Exposition } from './exposition.ts';

export interface Scrape extends Exposition {
  answer: Exchange;
}

/** What the lab keeps of a body, in bytes; the line at its end may be a half one. */
const KEPT = 2 ** 20;

/** Asks for the metrics as Prometheus does. */
export async function scrape(lab: Lab): Promise<Scrape> {
  const path = lab.profile.metrics!;
  const answer = await lab.request({ path, headers: { Accept: 'text/plain;version=0.0.4,*/*;q=0.1' } });
  const body = answer.response?.body ?? '';
  const whole = body.length < KEPT ? body : body.slice(0, body.lastIndexOf('\n') + 1);
  return { answer, ...parseExposition(whole) };
}
