import type { Exit } from '../engine/evidence.ts';

/**
 * Whether a stop was an orderly one: exit code 0, or SIGTERM raised again after the drain as uvicorn and NestJS do, or
 * 143, which is how the JVM says the same. Behind a wrapper the end may be unknown; that is no accusation.
 */
export function isCleanExit({ code, signal }: Exit): boolean {
  return code === 0 || code === 143 || (code === null && (signal === null || signal === 'SIGTERM'));
}

/** `exit code 1 after 203 ms`, for the `actual` of a failure. */
export function inWords({ code, signal, afterSignal }: Exit): string {
  const how = signal ?? (code === null ? 'unknown exit code' : `exit code ${code}`);
  return `${how} ${afterSignal === null ? '' : `${Math.round(afterSignal)} ms after the signal`}`.trim();
}

/** Who is gone within so many ms has waited for nobody; a busy machine takes some of them to end a process. */
export const AT_ONCE = 1000;

/** Whether the signal itself seems to have ended the process, as it does by default: a stop without any drain. */
export function diesOfSignal(exit: Exit | null): boolean {
  return exit?.signal === 'SIGTERM' && (exit.afterSignal ?? Infinity) < AT_ONCE;
}
