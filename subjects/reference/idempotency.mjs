import { createHash } from 'node:crypto';
import { defect } from './defect.mjs';
import { Problem } from './errors.mjs';

const MOST = 1000;
const KEY = /^[\x21-\x7e]{1,255}$/;
/** By key: the request it came with, and the answer to it or that it is being made. */
const outcomes = new Map();

/** Runs `work` once per Idempotency-Key and gives its outcome again afterwards; without a key, each time. */
export async function once(request, bytes, work) {
  const key = request.headers['idempotency-key'];
  if (key === undefined || defect('docs/idempotency-key-is-honoured')) return work();
  if (!KEY.test(key)) throw new Problem(400, 'Expected an Idempotency-Key of 1 to 255 visible characters.');
  const fingerprint = createHash('sha256').update(bytes).digest('base64');
  const known = outcomes.get(key);
  if (known !== undefined) {
    if (known.fingerprint !== fingerprint)
      throw new Problem(422, 'The Idempotency-Key came with another body.');
    if (known.reply === undefined)
      throw new Problem(409, 'The first request with this key is being answered.');
    return known.reply;
  }
  if (outcomes.size >= MOST) outcomes.delete(outcomes.keys().next().value);
  const outcome = { fingerprint, reply: undefined };
  outcomes.set(key, outcome);
  try {
    return (outcome.reply = await work());
  } catch (error) {
    // Nothing was done, so the key is as good as new.
    outcomes.delete(key);
    throw error;
  }
}
