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

/** One experiment's clock and journal: requests, dependency events, log lines, signals and the exit, in order. */
export class Timeline {
  readonly #start = performance.now();
  readonly #entries: Entry[] = [];

  /** Milliseconds since the experiment began. */
  now(): number {
    return Math.round((performance.now() - this.#start) * 10) / 10;
  }

  note(kind: EntryKind, text: string): void {
    if (this.#entries.length < MOST) this.#entries.push({ at: this.now(), kind, text });
  }

  entries(): Entry[] {
    return [...this.#entries];
  }
}
