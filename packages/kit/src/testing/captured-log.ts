import { setDestination } from '../logging/destination.ts';

/** One line of the kit's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** The kit's log while it is captured; `using` (or `restore`) gives it back. */
export interface CapturedLog extends Disposable {
  /** The lines so far, oldest first. */
  readonly lines: readonly LogLine[];
  /** The lines so far as they were written. */
  readonly text: string;
  /** The first line that has these members, or for which the function is true; waits up to `timeout` ms for it. */
  line(match: LogLine | ((line: LogLine) => boolean), timeout?: number): Promise<LogLine>;
  restore(): void;
}

/** Collects the kit's log lines as objects instead of writing them. Captures may be nested, not interleaved. */
export function captureLog(): CapturedLog {
  const lines: LogLine[] = [];
  let text = '';
  const waiting = new Set<() => void>();
  const restore = setDestination({
    write(written) {
      text += written;
      for (const one of written.split('\n')) if (one !== '') lines.push(parse(one));
      for (const wake of waiting) wake();
    },
  });

  async function line(match: LogLine | ((line: LogLine) => boolean), timeout = 2000): Promise<LogLine> {
    const matches =
      typeof match === 'function' ? match : (candidate: LogLine) => hasMembers(candidate, match);
    return new Promise((resolve, reject) => {
      const wanted = typeof match === 'function' ? String(match) : JSON.stringify(match);
      const look = (): void => {
        const found = lines.find(matches);
        if (found !== undefined) done(() => resolve(found));
      };
      const timer = setTimeout(
        () =>
          done(() =>
            reject(new Error(`Expected a log line with ${wanted} within ${timeout} ms, got:\n${text}`)),
          ),
        timeout,
      );
      const done = (settle: () => void): void => {
        clearTimeout(timer);
        waiting.delete(look);
        settle();
      };
      waiting.add(look);
      look();
    });
  }

  return {
    lines,
    get text() {
      return text;
    },
    line,
    restore,
    [Symbol.dispose]: restore,
  };
}

function parse(line: string): LogLine {
  try {
    return JSON.parse(line) as LogLine;
  } catch {
    throw new Error(`Expected a log line to be JSON, got ${JSON.stringify(line)}`);
  }
}

function hasMembers(line: LogLine, members: LogLine): boolean {
  return Object.entries(members).every(([name, value]) => line[name] === value);
}
