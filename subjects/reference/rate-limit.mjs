import { Problem } from './errors.mjs';

const WINDOW = 60_000;
const MOST_ADDRESSES = 10_000;

/** Throws once an address has sent more than `limit` requests in a minute; `limit` 0 means no limit. */
export function rateLimiter(limit) {
  if (limit === 0) return () => {};
  const windows = new Map();
  return (address) => {
    const now = Date.now();
    let window = windows.get(address);
    if (window === undefined || now >= window.endsAt) {
      window = { endsAt: now + WINDOW, count: 0 };
      if (windows.size >= MOST_ADDRESSES) windows.delete(windows.keys().next().value);
      windows.set(address, window);
    }
    if (++window.count <= limit) return;
    const seconds = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
    throw new Problem(429, `Expected at most ${limit} requests per minute.`, {
      headers: {
        'retry-after': String(seconds),
        ratelimit: `"address";r=0;t=${seconds}`,
        'ratelimit-policy': `"address";q=${limit};w=60`,
      },
    });
  };
}
