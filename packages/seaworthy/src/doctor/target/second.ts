import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Another process that closes the inspector if this one dies before it has armed the dead man's timer. */
export interface Second {
  /** The timer runs; nobody needs to stand by any more. */
  relieve(): void;
}

// A sibling with the extension of this file, so that it is found compiled and as it was written.
const PROGRAM = fileURLToPath(new URL(`second-at-work${import.meta.url.slice(-3)}`, import.meta.url));

/** Call before the signal is sent. */
export function standBy(pid: number): Second {
  const second = spawn(process.execPath, [PROGRAM, String(pid)], {
    // In a session of its own, or Ctrl-C would end it together with whom it watches.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { PATH: process.env['PATH'] },
  });
  second.on('error', () => {});
  second.unref();
  const input = second.stdin as Socket;
  input.on('error', () => {});
  input.unref();
  return { relieve: () => void input.end('relieved') };
}
