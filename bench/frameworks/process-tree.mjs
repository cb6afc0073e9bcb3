import { readFileSync } from 'node:fs';
import { processTree } from '../../packages/seaworthy/dist/lab/process-tree.js';
import { cpuTime } from '../cpu-time.mjs';

/** CPU time so far of a process and all that it started, in µs, its database included. */
export function cpuOfTree(pid) {
  return sum(processTree(pid), (one) => cpuTime(one)?.all ?? 0);
}

/**
 * Memory of a process and all that it started, in bytes: `service`, and `database` where that is a program of its own. A
 * page that several share is counted once (`Pss` in proc_pid_smaps(5)).
 */
export function memoryOfTree(pid) {
  const tree = processTree(pid);
  const database = sum(tree, (one) => (isDatabase(one) ? memoryOf(one) : 0));
  return { service: sum(tree, memoryOf) - database, database };
}

function isDatabase(pid) {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
}

function memoryOf(pid) {
  return (
    Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024
  );
}

/** What has ended meanwhile counts for nothing. */
function sum(pids, figure) {
  return pids.reduce((total, pid) => {
    try {
      return total + figure(pid);
    } catch {
      return total;
    }
  }, 0);
}
