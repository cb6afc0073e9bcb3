import { chmodSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { interruption } from '../interruption.ts';
import type { Write } from './change.ts';

/** Where files wait until all are written. */
export const STAGE = '.seaworthy-update';

/**
 * Does all writes in the order given. Every file is written beside the project's first and then renamed, so none is ever
 * half there; a failure before the first rename changes nothing, and a signal waits until the last one is done.
 */
export async function apply(folder: string, writes: readonly Write[]): Promise<void> {
  const stage = join(folder, STAGE);
  const held = interruption();
  try {
    rmSync(stage, { recursive: true, force: true });
    const staged = stageAll(stage, writes);
    for (const { path } of staged) mkdirSync(dirname(join(folder, path)), { recursive: true });
    for (const { path, from } of staged) renameSync(from, join(folder, path));
    for (const { path, content } of writes) if (content === undefined) remove(folder, path);
  } finally {
    rmSync(stage, { recursive: true, force: true });
    held.ignore();
  }
}

function stageAll(stage: string, writes: readonly Write[]): { path: string; from: string }[] {
  mkdirSync(stage);
  // Should the process be killed, git does not see what is left, and the next update is not refused for it.
  writeFileSync(join(stage, '.gitignore'), '*\n');
  return writes.flatMap(({ path, content, mode }, index) => {
    if (content === undefined) return [];
    const from = join(stage, String(index));
    writeFileSync(from, content);
    if (mode !== undefined) chmodSync(from, mode);
    return [{ path, from }];
  });
}

/** With the folders that are empty then. */
function remove(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    if (readdirSync(join(folder, parent)).length > 0) return;
    rmdirSync(join(folder, parent));
  }
}
