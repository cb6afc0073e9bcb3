/** One thing that is watched; `tick` is called at every interval. */
export interface Watcher {
  tick?(): void;
  stop(): void;
}
