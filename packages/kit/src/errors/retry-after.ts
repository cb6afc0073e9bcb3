const DEFAULT_SECONDS = 5;

/** The value of `Retry-After` in whole seconds (RFC 9110, 10.2.3), rounded up; 5 when none is given. */
export function retryAfter(seconds: number = DEFAULT_SECONDS): string {
  return String(Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : DEFAULT_SECONDS);
}
