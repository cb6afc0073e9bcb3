import { statSync } from 'node:fs';
import { listeningSockets } from '../../lab/socket-table.ts';
import { descriptorsOf, read } from '../../lab/proc.ts';
import type { NodeProcess } from './node-process.ts';

const DEFAULT_PORT = 9229;

/**
 * Why the signal that opens the inspector must not be sent to this process; `undefined` when it may. SIGUSR1 ends a
 * process that has no handler for it, and Node fails without a word when the inspector's port is taken.
 */
export function refusal({ pid, command }: NodeProcess): string | undefined {
  const status = read(`/proc/${pid}/status`);
  if (status === undefined) return `Process ${pid} is gone.`;
  const user = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1]);
  if (process.getuid?.() !== 0 && user !== process.getuid?.())
    return `Process ${pid} belongs to user ${user}: run the doctor as that user.`;
  if (/--(experimental-)?permission\b/.test(command.join(' ')))
    return `Process ${pid} runs under Node's permission model, which forbids the inspector.`;
  if (!catches(status, SIGUSR1))
    return (
      `Process ${pid} does not listen to SIGUSR1, which would end it. It runs with --disable-sigusr1 or is still ` +
      'starting. Start it with --inspect=0 to examine it.'
    );
  if (differs(pid, 'net'))
    return `Process ${pid} lives in another network namespace, as in a container: run the doctor inside of it.`;
  const port = inspectorPort([...optionsOf(pid), ...command]);
  if (port !== 0 && takenByAnother(port, pid))
    return `The inspector's port ${port} is taken by another process: is somebody debugging? Try again when it is free.`;
  return undefined;
}

const SIGUSR1 = 10;

/** proc_pid_status(5): SigCgt is the mask of signals with a handler, in hexadecimal; signal n is bit n - 1. */
function catches(status: string, signal: number): boolean {
  const mask = BigInt(`0x${/^SigCgt:\s+([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  return ((mask >> BigInt(signal - 1)) & 1n) === 1n;
}

function differs(pid: number, namespace: string): boolean {
  try {
    return statSync(`/proc/${pid}/ns/${namespace}`).ino !== statSync(`/proc/self/ns/${namespace}`).ino;
  } catch {
    return false;
  }
}

/** The flags in the variable that Node reads them from; nothing else of the environment is looked at. */
function optionsOf(pid: number): string[] {
  return /(?:^|\0)NODE_OPTIONS=([^\0]*)/.exec(read(`/proc/${pid}/environ`) ?? '')?.[1]?.split(' ') ?? [];
}

/** The port that these words give the inspector; 0 is any free one. The last one counts. */
function inspectorPort(command: readonly string[]): number {
  const flag = command
    .map((word) => /^--(?:inspect-port|debug-port)=(?:.*:)?(\d+)$/.exec(word)?.[1])
    .findLast(Boolean);
  return flag === undefined ? DEFAULT_PORT : Number(flag);
}

function takenByAnother(port: number, pid: number): boolean {
  const mine = new Set(descriptorsOf(pid));
  return listeningSockets().some(
    (socket) =>
      socket.port === port && !socket.address.includes(':') && !mine.has(`socket:[${socket.inode}]`),
  );
}
