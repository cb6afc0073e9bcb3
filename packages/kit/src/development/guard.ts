import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** Waits for the end of its standard input, which comes with the end of this process however it dies. */
const SCRIPT = [
  'read -r _',
  'kill -s "$1" "$2" 2>/dev/null',
  '[ -n "$3" ] || exit 0',
  'tries=0',
  'while [ -e "$3/data/postmaster.pid" ] && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done',
  'rm -rf "$3"',
].join('; ');

/**
 * A small shell beside this process that ends the server should this process die first, even by SIGKILL, and
 * then removes the folder `discard`. Gives the way to dismiss it. Windows has no such shell: there the next start
 * cleans up.
 */
export function guard(pid: number, discard?: string): () => void {
  if (process.platform === 'win32') return () => {};
  const signal = discard === undefined ? 'INT' : 'QUIT';
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'postgres-guard', signal, String(pid), discard ?? ''], {
    // In a process group of its own, or Ctrl-C would end it together with whom it watches.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  shell.on('error', () => {});
  shell.unref();
  const input = shell.stdin as Socket;
  input.on('error', () => {});
  input.unref();
  return () => void shell.kill('SIGKILL');
}
