import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One process as the kernel describes it (proc_pid_stat(5)). */
export interface ProcessEntry {
  pid: number;
  parent: number;
  group: number;
  /** Clock tick of its start: with the pid it names one process for ever. */
  born: string;
  /** Ended, but its parent has not asked yet. */
  zombie: boolean;
}

/** Every process; empty where there is no `/proc`. */
export function allProcesses(): ProcessEntry[] {
  return pids().flatMap((pid) => processEntry(pid) ?? []);
}

export function processEntry(pid: number): ProcessEntry | undefined {
  const line = read(`/proc/${pid}/stat`);
  if (line === undefined) return undefined;
  // The name in parentheses may itself hold spaces and parentheses.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return {
    pid,
    parent: Number(fields[1]),
    group: Number(fields[2]),
    born: fields[19] ?? '',
    zombie: fields[0] === 'Z' || fields[0] === 'X',
  };
}

/** Processes whose environment at their start held this text. */
export function pidsMarked(mark: string): number[] {
  return pids().filter((pid) => read(`/proc/${pid}/environ`)?.includes(mark) ?? false);
}

/** What each open descriptor of a process is: `socket:[4711]`, a path. */
export function descriptorsOf(pid: number): string[] {
  const folder = `/proc/${pid}/fd`;
  return list(folder).flatMap((name) => {
    try {
      return readlinkSync(`${folder}/${name}`);
    } catch {
      return [];
    }
  });
}

/** Resident memory in bytes; 0 for a process that is gone. */
export function residentMemory(pid: number): number {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1];
  return Number(kibibytes ?? 0) * 1024;
}

/** The text of a file below `/proc`; `undefined` when it is gone or closed to us. */
export function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return undefined;
  }
}

function pids(): number[] {
  return list('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
