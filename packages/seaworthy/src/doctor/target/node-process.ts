import { readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { allProcesses, read } from '../../lab/proc.ts';
import { listenersOf } from '../../lab/socket-table.ts';

/** A Node process as the kernel shows it, without having touched it. */
export interface NodeProcess {
  pid: number;
  /** The words it was started with. */
  command: string[];
  /** The program: the first word that is neither node nor one of its flags. */
  script: string | undefined;
  /** Where it was started, as relative names in its command line are meant. */
  folder: string | undefined;
  /** Ports on which it listens. */
  ports: number[];
}

/** Every Node process that this user can look into, the doctor itself left out; oldest first. */
export function nodeProcesses(): NodeProcess[] {
  return allProcesses()
    .filter(({ pid, zombie }) => pid !== process.pid && !zombie)
    .flatMap(({ pid }) => nodeProcess(pid) ?? []);
}

/** `undefined` when there is no such process, it is not Node, or this user may not see what it is. */
export function nodeProcess(pid: number): NodeProcess | undefined {
  if (!isNode(pid)) return undefined;
  const command = commandOf(pid);
  return {
    pid,
    command,
    script: scriptOf(command),
    folder: link(`/proc/${pid}/cwd`),
    ports: listenersOf([pid]).map(({ port }) => port),
  };
}

export function commandOf(pid: number): string[] {
  return (read(`/proc/${pid}/cmdline`) ?? '').split('\0').filter((word) => word !== '');
}

/** The kernel adds ` (deleted)` to the name of a binary that was replaced since. */
function isNode(pid: number): boolean {
  const executable = link(`/proc/${pid}/exe`)?.replace(/ \(deleted\)$/, '');
  return executable !== undefined && /^node(js)?[\d.]*$/.test(basename(executable));
}

/** Flags whose value is a word of its own. */
const WITH_VALUE = new Set(['-r', '--require', '--import', '--loader', '--experimental-loader', '-C']);

function scriptOf([, ...words]: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (WITH_VALUE.has(word)) at++;
    else if (!word.startsWith('-')) return word;
  }
  return undefined;
}

function link(file: string): string | undefined {
  try {
    return readlinkSync(file);
  } catch {
    return undefined;
  }
}
