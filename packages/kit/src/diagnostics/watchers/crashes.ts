import { inspect } from 'node:util';
import type { Report } from '../findings.ts';
import { siteOf } from '../site.ts';
import type { Watcher } from './watcher.ts';

/** Counts unhandled rejections and uncaught exceptions without changing what Node does about them. */
export interface CrashWatcher extends Watcher {
  /** For whoever listens to `unhandledRejection`: with a listener of its own, Node does not tell the monitor. */
  crashed(reason: unknown, origin: NodeJS.UncaughtExceptionOrigin): void;
}

export function watchCrashes(report: Report): CrashWatcher {
  const seen = new WeakSet<object>();

  function crashed(reason: unknown, origin: NodeJS.UncaughtExceptionOrigin): void {
    if (typeof reason === 'object' && reason !== null) {
      if (seen.has(reason)) return;
      seen.add(reason);
    }
    const rejection = origin === 'unhandledRejection';
    const error = reason instanceof Error ? reason : undefined;
    const site = siteOf(error?.stack);
    const what = error?.name ?? typeof reason;
    const rule = rejection ? 'unhandled-rejections' : 'uncaught-exception';
    report(
      `${rule}:${what}:${site}`,
      {
        rule,
        severity: 'error',
        summary: `${rejection ? 'A rejected promise had no handler' : 'An exception was not caught'}: ${what}${site === undefined ? '' : ` from ${site}`}`,
        evidence: {
          name: what,
          message: error?.message ?? inspect(reason, { depth: 0, maxStringLength: 200 }),
        },
        ...(site !== undefined && { site }),
        fix: rejection
          ? 'Await the promise, or give it a `catch`; work that outlives its request needs a handler of its own.'
          : 'Catch it where it is thrown: in a callback, a timer or an `error` event nobody listens to.',
      },
      // Whoever ends the process because of it writes the line, with the stack.
      { log: false },
    );
  }

  process.on('uncaughtExceptionMonitor', crashed);
  return {
    crashed,
    stop() {
      process.removeListener('uncaughtExceptionMonitor', crashed);
    },
  };
}
