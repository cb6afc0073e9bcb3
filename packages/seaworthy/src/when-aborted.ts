/** Rejects when `signal` comes; whoever keeps a signal for many checks is not listened to after `settled`. */
export function whenAborted(signal: AbortSignal, settled: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: settled });
  });
  // Nobody may be waiting when it comes.
  stopped.catch(() => {});
  return stopped;
}
