import { defect } from './defect.mjs';
import { Problem } from './errors.mjs';
import { readBody } from './limits.mjs';

const JSON_TYPE = /^application\/(?:json|[\w.+-]+\+json)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?;?$/i;
const utf8 = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');

/** The body as a JSON value, and as it came; throws a `Problem` when there is none. */
export async function readJson(exchange, limit) {
  const type = exchange.request.headers['content-type'] ?? '';
  if (!JSON_TYPE.test(type) && !defect('http/unsupported-media-type-is-refused')) {
    throw new Problem(415, 'Expected a body of type application/json in UTF-8.', {
      headers: { accept: 'application/json' },
    });
  }
  const bytes = await readBody(exchange, limit);
  const value = parse(bytes);
  exchange.body = bytes;
  if (defect('input/deep-nesting-is-no-5xx')) depthOf(value);
  return { value, bytes };
}

function parse(bytes) {
  try {
    const text = (defect('input/hostile-values-are-no-5xx') ? lenient : utf8).decode(bytes);
    if (defect('input/hostile-values-are-no-5xx')) refuseHostile(text);
    return JSON.parse(text);
  } catch (error) {
    if (defect('errors/malformed-json-is-400') || error.fromDatabase) throw error;
    throw new Problem(400, 'The body is not valid JSON in UTF-8.', { code: 'MALFORMED_JSON' });
  }
}

/** What databases say that were never asked about such values before. */
function refuseHostile(text) {
  if (!/\\u0000|\\ud[89ab]|\uFFFD|:\s*(?:\d{10,}|1e\d{3})/i.test(text)) return;
  throw Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { fromDatabase: true });
}

function depthOf(value) {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
