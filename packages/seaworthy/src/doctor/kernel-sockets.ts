import { descriptorsOf } from '../lab/proc.ts';
import { tcpSockets } from '../lab/socket-table.ts';

/** TCP sockets of a process, as the kernel counts them. */
export interface KernelSockets {
  established: number;
  /** The other side has closed, this one has not (CLOSE_WAIT), by remote port. */
  closeWait: { remotePort: number; count: number }[];
}

export function kernelSockets(pid: number): KernelSockets {
  const mine = new Set(descriptorsOf(pid));
  const sockets = tcpSockets().filter(({ inode }) => mine.has(`socket:[${inode}]`));
  const waiting = new Map<number, number>();
  for (const { state, remotePort } of sockets)
    if (state === 'close-wait') waiting.set(remotePort, (waiting.get(remotePort) ?? 0) + 1);
  return {
    established: sockets.filter(({ state }) => state === 'established').length,
    closeWait: [...waiting].map(([remotePort, count]) => ({ remotePort, count })),
  };
}
