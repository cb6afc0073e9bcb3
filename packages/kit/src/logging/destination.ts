import { pino } from 'pino';

/** Where finished log lines go: one call per line, each ends with a newline. */
export interface LineStream {
  write(line: string): unknown;
}

type StandardOutput = ReturnType<typeof pino.destination>;

/** Longest time a line waits in memory, in ms. Rule of thumb: an operator tailing the log sees it at once. */
const FLUSH_EVERY = 100;
/** Characters that are worth a write: another thread makes it, and waking that one costs more. pino writes 16 KB at most. */
const ENOUGH = 16_000;

let elsewhere: LineStream | undefined;
let standardOutput: StandardOutput | undefined;
/** Lines that wait for others. They go on in one piece, as pino's destination measures all it has for each piece. */
let held = '';
let taken = 0;
/** What is not written at once now is never written. */
let exiting = false;

/** Writes one finished line. Buffered: a burst of lines is one system call. */
export function writeLine(line: string): void {
  if (elsewhere !== undefined) {
    elsewhere.write(line);
    return;
  }
  standardOutput ??= openStandardOutput();
  held += line;
  if (held.length >= ENOUGH || exiting) handOver(standardOutput);
}

/** Sends all lines of the process elsewhere, e.g. to a test; the result puts things back. */
export function setDestination(stream: LineStream): () => void {
  const previous = elsewhere;
  elsewhere = stream;
  return () => {
    elsewhere = previous;
  };
}

/** Resolves when every line written so far has reached the operating system. */
export function flushLog(): Promise<void> {
  const stream = standardOutput;
  if (stream === undefined) return Promise.resolve();
  handOver(stream);
  return new Promise((resolve) => {
    stream.flush(() => resolve());
  });
}

/** Bytes of the log that the operating system has taken so far. */
export function bytesTaken(): number {
  return taken;
}

function openStandardOutput(): StandardOutput {
  // pino's own destination survives EAGAIN and a closed pipe.
  const stream = pino.destination({ dest: 1, sync: false, minLength: ENOUGH });
  stream.on('write', (bytes: number) => (taken += bytes));
  setInterval(() => {
    handOver(stream);
    stream.flush();
  }, FLUSH_EVERY).unref();
  process.prependListener('exit', () => {
    exiting = true;
    // First, or both together may be enough for a write by another thread, which would come after the rest.
    stream.flushSync();
    handOver(stream);
  });
  return stream;
}

function handOver(stream: StandardOutput): void {
  const lines = held;
  held = '';
  if (lines !== '') stream.write(lines);
  if (exiting) stream.flushSync();
}
