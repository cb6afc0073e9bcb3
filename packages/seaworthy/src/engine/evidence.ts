/**
 * Evidence is plain JSON: it can be saved, compared, pasted into an issue and judged again without the service.
 * Each kind knows one way to be drawn; reporters switch on `kind`. All times are milliseconds since the
 * experiment began, on one monotonic clock.
 */
export type Evidence = Exchange | Exit | LogLine | Note;

/** One request and what came of it. */
export interface Exchange {
  kind: 'exchange';
  request: { method: string; path: string; headers: Record<string, string>; body?: string };
  /** The complete answer; header names in lower case, repeated ones joined by `, `. */
  response?: { status: number; headers: Record<string, string>; body: string };
  /** Instead of `response`, when no complete answer came: `ECONNREFUSED`, `ECONNRESET`, `EOF`, `TIMEOUT`, … */
  error?: string;
  /** Whether the connection was established. A refused connection is not a lost request. */
  connected: boolean;
  /** Whether the request was completely written. */
  sent: boolean;
  startedAt: number;
  endedAt: number;
}

/** How the service ended. */
export interface Exit {
  kind: 'exit';
  code: number | null;
  signal: string | null;
  at: number;
  /** Time since the last signal that the lab sent; `null` when it sent none. */
  afterSignal: number | null;
}

/** One line that the service wrote. */
export interface LogLine {
  kind: 'log';
  stream: 'stdout' | 'stderr';
  at: number;
  text: string;
}

/** Anything else worth showing, as a sentence. */
export interface Note {
  kind: 'note';
  text: string;
}
