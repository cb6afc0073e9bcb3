import assert from 'node:assert/strict';
import { poll } from './poll.ts';

/** One line of a service's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** What a service has written to stdout, line by line as it comes. */
export class Log {
  /** Every line that is a JSON object, oldest first. */
  readonly lines: LogLine[] = [];
  /** Every other line. */
  readonly others: string[] = [];
  #rest = '';

  push(text: string): void {
    const texts = (this.#rest + text).split('\n');
    this.#rest = texts.pop()!;
    for (const one of texts) {
      const line = parse(one);
      if (line !== undefined) this.lines.push(line);
      else if (one.trim() !== '') this.others.push(one);
    }
  }

  /** The lines with this request id. */
  of(requestId: string): LogLine[] {
    return this.lines.filter((line) => line['requestId'] === requestId);
  }

  /** The access line of a request, which comes after the answer; rejects when there is none. */
  access(requestId: string): Promise<LogLine> {
    return poll(`an access line of the request ${requestId}`, () => this.of(requestId).find(isAccessLine), {
      got: () => JSON.stringify(this.of(requestId)),
    });
  }
}

/** Whether a line tells that a request is over. */
export function isAccessLine(line: LogLine): boolean {
  return 'durationMs' in line;
}

/** Fails unless there is one access line among these. */
export function oneAccessLine(lines: readonly LogLine[]): LogLine {
  const found = lines.filter(isAccessLine);
  assert.equal(found.length, 1, `Expected one access line, got ${found.length}: ${JSON.stringify(found)}`);
  return found[0]!;
}

function parse(text: string): LogLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as LogLine)
      : undefined;
  } catch {
    return undefined;
  }
}
