import { pino } from 'pino';

/** Where finished log lines go: one call per line, each ends with a newline. */
export interface LineStream {
  write(line: string): unknown;
}

/** Longest time a line waits in memory, in ms. Rule of thumb: an operator tailing the log sees it at once. */
const FLUSH_EVERY = 100;

let standardOutput: ReturnType<typeof pino.destination> | undefined;
let current: LineStream | undefined;
let taken = 0;

/** Writes one finished line. Buffered: a burst of lines is one system call. */
export function writeLine(line: string): void {
  (current ?? openStandardOutput()).write(line);
}

/** Sends all lines of the process elsewhere, e.g. to a test; the result puts things back. */
export function setDestination(stream: LineStream): () => void {
  const previous = current;
  current = stream;
  return () => {
    current = previous;
  };
}

/** Resolves when every line written so far has reached the operating system. */
export function flushLog(): Promise<void> {
  const stream = standardOutput;
  if (stream === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    stream.flush(() => resolve());
  });
}

/** Bytes of the log that the operating system has taken so far. */
export function bytesTaken(): number {
  return taken;
}

function openStandardOutput(): LineStream {
  // pino's own destination: survives EAGAIN and a closed pipe, and flushes what is left when the process exits.
  standardOutput = pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: FLUSH_EVERY });
  standardOutput.on('write', (bytes: number) => (taken += bytes));
  current = standardOutput;
  return standardOutput;
}
