import { bytesTaken } from '../logging/destination.ts';
import { within } from './within.ts';

/** Longest wait for whoever reads the log to take something, and for all of it, in ms. */
const PATIENCE = 1000;
const LIMIT = 10_000;

/**
 * Brings out what the log and standard output hold back. An exit while a part is on its way would lose that part, so a
 * slow reader is waited for as long as it goes on reading. Gives up quietly, since there is nowhere left to complain.
 */
export async function flushAll(flushLog: () => unknown): Promise<void> {
  const flushing = (async () => {
    await flushLog();
    await Promise.all([process.stdout, process.stderr].map(written));
  })();
  const until = performance.now() + LIMIT;
  let before: number;
  do {
    before = bytesTaken();
    const late = new Error('flush');
    const failure: unknown = await within(PATIENCE, flushing, () => late).catch((error: unknown) => error);
    if (failure !== late) return;
  } while (bytesTaken() > before && performance.now() < until);
}

/** A pipe may take longer than `process.exit()` waits. */
function written(stream: NodeJS.WriteStream): Promise<void> | undefined {
  if (stream.writableLength === 0 || stream.destroyed) return undefined;
  return new Promise((resolve) => stream.write('', () => resolve()));
}
