import { randomBytes } from 'node:crypto';
import { allProcesses, pidsMarked } from './proc.ts';
import { processTree } from './process-tree.ts';
import { startGuardian, type Guardian } from './guardian.ts';

/** Set for every started process and inherited by all it starts: finds those that left group and parent too. */
const VARIABLE = 'SEAWORTHY_LAB';
const RUN = randomBytes(8).toString('hex');

const groups = new Set<number>();
let guardian: Guardian | undefined;
let count = 0;

/** Names one started process in the environment of its whole tree. */
export function newMark(): { mark: string; env: Record<string, string> } {
  count += 1;
  const value = `${RUN}.${count}.`;
  return { mark: `${VARIABLE}=${value}`, env: { [VARIABLE]: value } };
}

/** Call before the first process is started: from here on nothing outlives this one, however it ends. */
export function watchOver(): void {
  if (guardian !== undefined) return;
  guardian = startGuardian(`${VARIABLE}=${RUN}.`);
  process.on('exit', killEverything);
}

/** Remembers a process group until `forget`. */
export function remember(group: number): void {
  groups.add(group);
  guardian?.remember(group);
}

export function forget(group: number): void {
  groups.delete(group);
  guardian?.forget(group);
}

/**
 * Kills a group with the descendants of its leader, unless it is gone and its number may be a stranger's, and whatever
 * carries the mark. Gives the processes that it found, so call it until there are none.
 */
export function killTree(group: number | undefined, mark: string): number[] {
  const living = allProcesses().filter((entry) => !entry.zombie);
  const members = group === undefined ? [] : processTree(group);
  const alive = new Set(living.map(({ pid }) => pid));
  const marked = pidsMarked(mark).filter((pid) => alive.has(pid));
  const left = [...new Set([...members, ...marked])];
  for (const pid of left) kill(pid);
  return left;
}

/** On `process.exit`, when only synchronous work is left. What is forked meanwhile falls to the guardian. */
function killEverything(): void {
  for (const group of groups) kill(-group);
  for (const pid of pidsMarked(`${VARIABLE}=${RUN}.`)) kill(pid);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
