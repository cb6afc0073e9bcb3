import { within } from './within.ts';

/** Longest that it may take, in ms. */
const LIMIT = 1000;

/** Brings out what the log and standard output hold back; gives up quietly, since there is nowhere left to complain. */
export async function flushAll(flushLog: () => unknown): Promise<void> {
  const flushing = (async () => {
    await flushLog();
    await Promise.all([process.stdout, process.stderr].map(written));
  })();
  await within(LIMIT, flushing, () => new Error('flush')).catch(() => {});
}

/** A pipe may take longer than `process.exit()` waits. */
function written(stream: NodeJS.WriteStream): Promise<void> | undefined {
  if (stream.writableLength === 0 || stream.destroyed) return undefined;
  return new Promise((resolve) => stream.write('', () => resolve()));
}
