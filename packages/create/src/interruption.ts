/** A signal came before anything was there that could be kept. */
export class Interrupted extends Error {
  override name = 'Interrupted';
  readonly signal: NodeJS.Signals;

  constructor(signal: NodeJS.Signals) {
    super(`Stopped by ${signal}. Nothing was written.`);
    this.signal = signal;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface Interruption {
  /** The first signal that came. */
  heard(): NodeJS.Signals | undefined;
  /** Throws an {@link Interrupted} if a signal came. */
  throwIfSo(): Promise<void>;
  /** Lets signals do again what they did before. */
  ignore(): void;
}

/** Notes signals instead of letting them end the process; `tell` hears each. */
export function interruption(tell?: (signal: NodeJS.Signals) => void): Interruption {
  let first: NodeJS.Signals | undefined;
  const hear = (signal: NodeJS.Signals) => {
    first ??= signal;
    tell?.(signal);
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  return {
    heard: () => first,
    async throwIfSo() {
      // Signals are heard between two turns of the event loop, and waited for in the second half of one.
      for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
      if (first !== undefined) throw new Interrupted(first);
    },
    ignore() {
      for (const signal of SIGNALS) process.off(signal, hear);
    },
  };
}
