import { log } from '@seaworthy/kit';
import { createClient } from 'redis';

export type Redis = ReturnType<typeof openRedis>;

/** Connects in the background and for ever: the service works without Redis, and readiness does not wait for it. */
export function openRedis(url: string) {
  const redis = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: 2_000 } });
  // Unheard, it would end the process. One per attempt; the health check tells the log when Redis goes and comes.
  redis.on('error', (error: Error) => log.debug({ err: error }, 'redis'));
  redis.connect().catch(() => {});
  return redis;
}
