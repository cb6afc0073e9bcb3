import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * When a process began, as text that is only good for comparing: with the pid it names one process for ever.
 * `undefined` when there is no such process, or only its remains.
 */
export function bornAt(pid: number): string | undefined {
  if (!exists(pid)) return undefined;
  if (process.platform === 'linux') return fromProc(pid);
  if (process.platform === 'win32') return 'unknown';
  return ps(pid, 'lstart');
}

/** Name of the program that a process runs; `undefined` when there is no such process or nobody can tell. */
export function programOf(pid: number): string | undefined {
  if (bornAt(pid) === undefined || process.platform === 'win32') return undefined;
  return process.platform === 'linux'
    ? read(`/proc/${pid}/comm`)?.trim()
    : ps(pid, 'comm')?.split('/').at(-1);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** proc_pid_stat(5): the state is field 3, the start field 22; the name before them may hold spaces. */
function fromProc(pid: number): string | undefined {
  const line = read(`/proc/${pid}/stat`);
  const [state, ...fields] = line?.slice(line.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === 'Z' ? undefined : fields[18];
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined;
  }
}
