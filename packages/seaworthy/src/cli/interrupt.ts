/** Somebody stopped the run. */
export class Stopped extends Error {
  override name = 'Stopped';
}

/** 128 and the signal's number, as shells have it. */
const CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Longest wait for everything to be closed in ms; what is left then is killed as the process exits. */
const PATIENCE = 5000;

export interface Interrupt extends Disposable {
  signal: AbortSignal;
  /** The exit code of the signal that came; `undefined` when none did. */
  code(): number | undefined;
}

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into an abort, so that what was started is closed first. A second one, or closing
 * that takes too long, ends the process at once.
 */
export function interruptible(onStop: () => void): Interrupt {
  const controller = new AbortController();
  let code: number | undefined;
  const handlers = Object.entries(CODES).map(([name, number]) => {
    const stop = (): void => {
      if (code !== undefined) process.exit(number);
      code = number;
      onStop();
      setTimeout(() => process.exit(number), PATIENCE).unref();
      controller.abort(new Stopped(`stopped by ${name}`));
    };
    process.on(name, stop);
    return [name, stop] as const;
  });
  return {
    signal: controller.signal,
    code: () => code,
    [Symbol.dispose]: () => {
      for (const [name, stop] of handlers) process.off(name, stop);
    },
  };
}
