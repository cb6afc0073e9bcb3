import { validateHeaderName, validateHeaderValue } from 'node:http';

/** These describe the body, and the body is the problem document, not the one the thrower had in mind. */
const OF_THE_BODY = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'content-language',
  'transfer-encoding',
  'trailer',
]);

/**
 * The headers that can be written, names in lower case; each other one is dropped alone. An invalid header
 * must not reach `setHeader`, which throws where nobody catches: in the error handler.
 */
export function safeHeaders(
  ...sources: (Readonly<Record<string, unknown>> | undefined)[]
): Record<string, string> {
  const safe: Record<string, string> = {};
  for (const source of sources) {
    for (const name of Object.keys(source ?? {})) {
      const value = source![name];
      if (isValid(name, value) && !OF_THE_BODY.has(name.toLowerCase()))
        safe[name.toLowerCase()] = String(value);
    }
  }
  return safe;
}

function isValid(name: string, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  try {
    validateHeaderName(name);
    validateHeaderValue(name, String(value));
    return true;
  } catch {
    return false;
  }
}
