/** What kind of thing happened; reporters colour by it. */
export type EntryKind = 'boot' | 'request' | 'response' | 'signal' | 'exit' | 'log' | 'dependency' | 'note';

/** One thing that happened in an experiment. For people; rules never read it. */
export interface Entry {
  /** Milliseconds since the experiment began, monotonic. */
  at: number;
  kind: EntryKind;
  text: string;
}

/** Most entries that are kept: a service that floods its log must not fill our memory. */
const MOST = 2000;
/** Most log lines among them, so that a flood leaves room for the signal and the exit. */
const MOST_LOG_LINES = 1000;

/** One experiment's clock and journal: requests, dependency events, log lines, signals and the exit, in order. */
export class Timeline {
  readonly #start = performance.now();
  readonly #entries: Entry[] = [];
  #logLines = 0;

  /** Milliseconds since the experiment began. */
  now(): number {
    return this.at(performance.now());
  }

  /** A moment of `performance.now()` on this clock. */
  at(moment: number): number {
    return Math.round((moment - this.#start) * 10) / 10;
  }

  note(kind: EntryKind, text: string): void {
    if (kind === 'log' && (this.#logLines += 1) > MOST_LOG_LINES) return;
    if (this.#entries.length < MOST) this.#entries.push({ at: this.now(), kind, text });
  }

  entries(): Entry[] {
    return [...this.#entries];
  }
}
