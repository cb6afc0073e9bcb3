import { readFileSync } from 'node:fs';

/**
 * Measures from now on how strained this machine is: what is returned tells how many times as long as on a calm one the
 * work of this thread took, since it had to wait for a processor. 1 where the kernel does not tell.
 */
export function strain(): () => number {
  const before = turns();
  return () => {
    const now = turns();
    const ran = now.ran - before.ran;
    const factor = ran > 0 ? (ran + now.waited - before.waited) / ran : 1;
    return Math.round(factor * 10) / 10;
  };
}

/** How long this thread ran, and how long it could have but waited for its turn, in ns since it began. */
function turns(): { ran: number; waited: number } {
  try {
    const [ran, waited] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ').map(Number);
    return { ran: ran ?? 0, waited: waited ?? 0 };
  } catch {
    return { ran: 0, waited: 0 };
  }
}
