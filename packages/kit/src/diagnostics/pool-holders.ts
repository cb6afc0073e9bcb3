/** Who holds a connection: since when, and, where it is tracked, the mark of the line that took it. */
export interface Holder {
  readonly since: number;
  mark: { stack?: string } | undefined;
}

/** How long connections were held, in ms, over the last ones given back. */
export interface HoldTimes {
  readonly count: number;
  readonly mean: number;
  readonly p95: number;
}

const KEPT = 512;

/** The book of a pool: what was taken, by whom, and for how long. */
export class PoolHolders {
  /** Connections taken so far. */
  taken = 0;
  readonly #held = new Map<object, Holder>();
  readonly #times = new Float64Array(KEPT);
  #returned = 0;

  take(connection: object, mark?: { stack?: string }): void {
    this.taken++;
    this.#held.set(connection, { since: performance.now(), mark });
  }

  /** Says which line took a connection that is already in the book. */
  mark(connection: object, mark: { stack?: string }): void {
    const holder = this.#held.get(connection);
    if (holder !== undefined) holder.mark = mark;
  }

  giveBack(connection: object): void {
    const holder = this.#held.get(connection);
    if (holder === undefined) return;
    this.#held.delete(connection);
    this.#times[this.#returned++ % KEPT] = performance.now() - holder.since;
  }

  /** Longest holder first. */
  longest(): Holder[] {
    // A map keeps the order of insertion, and a connection is removed when it is given back.
    return [...this.#held.values()];
  }

  times(): HoldTimes {
    const times = this.#times.slice(0, Math.min(this.#returned, KEPT)).sort();
    const count = times.length;
    if (count === 0) return { count: 0, mean: 0, p95: 0 };
    const sum = times.reduce((total, time) => total + time, 0);
    return { count, mean: sum / count, p95: times[Math.ceil(count * 0.95) - 1]! };
  }
}
