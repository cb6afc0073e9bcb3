import type { HealthOptions } from '../options.ts';
import { checkOf } from './check-of.ts';
import { CHECK_TIMEOUT, Probe } from './probe.ts';

/** A dependency check: throws, rejects or gives `false` when the dependency is down. Stops when `signal` aborts. */
export type Check = (signal: AbortSignal) => unknown;

/** Told once when a dependency goes down or comes back, not on every probe. */
export type OnChange = (name: string, up: boolean, error?: unknown) => void;

/** What the checks found: `down` is a required dependency, `degraded` an optional one. */
export interface Health {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, 'ok' | 'degraded' | 'down'>>;
}

/** Runs the named checks together, one run at a time, each within a limit; never throws once it is built. */
export class HealthChecks {
  readonly #probes: readonly Probe[];
  readonly #cache: number;
  #health: Health;
  #doneAt = -Infinity;
  #running: Promise<Health> | undefined;

  /** Throws a `TypeError` when a named dependency is nothing that can be checked. */
  constructor(
    { required = {}, optional = {}, timeout = CHECK_TIMEOUT, cache = 1000 }: HealthOptions,
    onChange?: OnChange,
  ) {
    this.#probes = Object.entries({ ...optional, ...required }).map(
      ([name, dependency]) =>
        new Probe(name, Object.hasOwn(required, name), checkOf(dependency, name, timeout), timeout, onChange),
    );
    this.#cache = cache;
    this.#health = this.#summary();
  }

  /** The answer of the last run, without running anything; dependencies that were never asked are left out. */
  get last(): Health {
    return this.#health;
  }

  /** The answer of the last run if it is fresh, else of the run under way, else of a new one. */
  run(): Promise<Health> {
    if (performance.now() - this.#doneAt < this.#cache) return Promise.resolve(this.#health);
    return (this.#running ??= this.#runAll());
  }

  async #runAll(): Promise<Health> {
    await Promise.all(this.#probes.map((probe) => probe.ask()));
    this.#health = this.#summary();
    this.#doneAt = performance.now();
    this.#running = undefined;
    return this.#health;
  }

  #summary(): Health {
    const asked = this.#probes.filter(({ up }) => up !== undefined);
    return {
      ready: asked.every(({ up, required }) => up || !required),
      checks: Object.fromEntries(
        asked.map(({ name, up, required }) => [name, up ? 'ok' : required ? 'down' : 'degraded']),
      ),
    };
  }
}
