import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Reads the groups to watch from its standard input, whose end comes with the end of this process however it dies.
 * Then it kills them, and whatever carries the mark, until nothing is left: a fork may slip through one look.
 */
const SCRIPT = `
groups=''
while read -r verb group; do
  case $verb in
    remember) groups="$groups $group" ;;
    forget) kept=''; for one in $groups; do [ "$one" = "$group" ] || kept="$kept $one"; done; groups=$kept ;;
  esac
done
looks=0
while [ $looks -lt 20 ]; do
  for group in $groups; do kill -s KILL -- "-$group" 2>/dev/null; done
  found=''
  for file in $(grep -ls -- "$1" /proc/[0-9]*/environ 2>/dev/null); do
    pid=\${file#/proc/}; pid=\${pid%/environ}
    kill -s KILL "$pid" 2>/dev/null && found=yes
  done
  looks=$((looks + 1))
  [ -n "$found" ] || [ $looks -lt 3 ] || break
  sleep 0.1
done
`;

export interface Guardian {
  remember(group: number): void;
  forget(group: number): void;
}

/** A small shell beside this process that cleans up when this one is killed without a chance to. */
export function startGuardian(mark: string): Guardian | undefined {
  if (process.platform === 'win32') return undefined;
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'seaworthy-guardian', mark], {
    // In a session of its own, or Ctrl-C would end it together with whom it watches.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
  });
  shell.on('error', () => {});
  shell.unref();
  const input = shell.stdin as Socket;
  input.on('error', () => {});
  input.unref();
  const say = (words: string): void => void (input.writable && input.write(`${words}\n`));
  return { remember: (group) => say(`remember ${group}`), forget: (group) => say(`forget ${group}`) };
}
