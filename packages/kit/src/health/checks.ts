/** A dependency check: throws or rejects when the dependency is down. Stops when `signal` aborts. */
export type Check = (signal: AbortSignal) => unknown;
