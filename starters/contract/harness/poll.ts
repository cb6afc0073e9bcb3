import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until there is an answer; rejects with what `got` tells after `timeout` ms. */
export async function poll<T>(
  wanted: string,
  look: () => T | undefined | Promise<T | undefined>,
  {
    timeout = 5_000,
    every = 20,
    got = () => 'none',
  }: { timeout?: number; every?: number; got?: () => string } = {},
): Promise<T> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline)
      throw new Error(`Expected ${wanted} within ${timeout} ms, got ${got()}`);
    await sleep(every);
  }
}
