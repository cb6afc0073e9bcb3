/**
 * What every answer of an API should say (OWASP REST Security Cheat Sheet): take the media type at its word,
 * never run or frame this, tell nobody where the reader came from. `Strict-Transport-Security` belongs to
 * whoever terminates TLS.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};
