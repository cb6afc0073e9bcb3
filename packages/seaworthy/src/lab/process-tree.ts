import { allProcesses } from './proc.ts';

/**
 * A process and all that came from it and lives, the root first, parents before children. Members of its process group
 * belong to it even when their parent has died and the kernel gave them to another.
 */
export function processTree(root: number): number[] {
  const living = allProcesses().filter(({ zombie }) => !zombie);
  const tree = new Set<number>();
  const add = (pid: number): void => {
    if (tree.has(pid)) return;
    tree.add(pid);
    for (const child of living) if (child.parent === pid) add(child.pid);
  };
  if (living.some(({ pid }) => pid === root)) add(root);
  for (const { pid, group } of living) if (group === root) add(pid);
  return [...tree];
}
