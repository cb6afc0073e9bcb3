import type { Visit } from '../target/visit.ts';

/** Rejections that nobody handled, by where their error was made. The message may hold secrets and stays there. */
export interface Rejections {
  /** How they were observed; `nothing` where listening would change what Node does. */
  by: 'listener' | 'warning' | 'nothing';
  count: number;
  stacks: { name: string; stack: string; times: number }[];
}

/**
 * Watches unhandled rejections for `ms`. A listener is added only where the process has one already, or asked Node to
 * ignore them: a first listener would keep Node from ending the process.
 */
export async function watchRejections(
  visit: Visit,
  { ms, mode }: { ms: number; mode: string },
): Promise<Rejections> {
  const stacks = new Map<string, { name: string; stack: string; times: number }>();
  let count = 0;
  const heard = (reason: unknown): void => {
    count++;
    if (stacks.size >= 50) return;
    let name = typeof reason;
    let stack = '';
    if (reason instanceof Error) {
      name = (reason.constructor?.name ?? 'Error') as never;
      // Its first line repeats the message.
      stack = (reason.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .join('\n');
    }
    const key = `${name}\n${stack}`;
    const known = stacks.get(key);
    if (known === undefined) stacks.set(key, { name, stack, times: 1 });
    else known.times++;
  };
  const hasOne = process.listenerCount('unhandledRejection') > 0 || mode === 'none';
  const by = hasOne ? 'listener' : mode === 'warn' ? 'warning' : 'nothing';
  const warned = (warning: Error): void => {
    if (warning.name === 'UnhandledPromiseRejectionWarning') heard(warning);
  };
  if (by === 'listener') process.on('unhandledRejection', heard);
  if (by === 'warning') process.on('warning', warned);
  const stop = visit.change(() => {
    process.off('unhandledRejection', heard);
    process.off('warning', warned);
  });
  await visit.sleep(ms);
  stop();
  return { by, count, stacks: [...stacks.values()].sort((a, b) => b.times - a.times).slice(0, 5) };
}
