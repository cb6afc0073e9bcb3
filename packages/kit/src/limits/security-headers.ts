/**
 * What every answer of an API should say (OWASP REST Security Cheat Sheet): keep no copy, take the media type at
 * its word, never run or frame this, tell nobody where the reader came from. A route that may be cached says so
 * itself. `Strict-Transport-Security` belongs to whoever terminates TLS.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
};
