import { readdirSync, readFileSync } from 'node:fs';

/**
 * CPU time of a process so far, in µs: of its main thread, and of all its threads together (garbage collection,
 * compiler, thread pool). Read from outside, so the service does nothing for it. Linux only: elsewhere `undefined`.
 */
export function cpuTime(pid) {
  if (process.platform !== 'linux') return undefined;
  const threads = readdirSync(`/proc/${pid}/task`);
  let all = 0;
  for (const thread of threads) all += onCpu(pid, thread);
  return { main: onCpu(pid, pid), all };
}

/** The first number of `schedstat` is the time spent on a CPU in ns. */
function onCpu(pid, thread) {
  return Number.parseInt(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'), 10) / 1000;
}
