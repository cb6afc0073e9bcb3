import { setTimeout as delay } from 'node:timers/promises';

/** What ioredis and node-redis (4 and later) have in common. */
export interface RedisLike {
  quit(): unknown;
  /** node-redis 5 and later: waits for pending commands, as `quit` does. */
  close?(): unknown;
  destroy?(): unknown;
  disconnect?(): unknown;
}

/** How long pending commands may take, in ms; with the link down, `quit` waits for a reconnect that may never come. */
const PATIENCE = 500;

/** Asks politely, then drops the connection. Never fails: a client that cannot be asked any more is a closed one. */
export async function quitRedis(client: RedisLike): Promise<void> {
  const patience = new AbortController();
  const impatient = delay(PATIENCE, false, { signal: patience.signal }).catch(() => false);
  const polite = async (): Promise<boolean> => {
    await (client.close === undefined || client.destroy === undefined ? client.quit() : client.close());
    return true;
  };
  const gone = await Promise.race([polite().catch(() => false), impatient]);
  patience.abort();
  if (gone) return;
  try {
    await (client.destroy === undefined ? client.disconnect?.() : client.destroy());
  } catch {
    // already closed
  }
}
