import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../answers.ts';
import type { Manifest } from '../manifest.ts';
import { commandOf } from '../outcome.ts';
import { needsPerson, type Change } from './change.ts';
import { lockCommand, locksOf } from './lock-files.ts';

/** What whoever updated a project does now: decide, install, test, check, commit. */
export function nextSteps(
  folder: string,
  changes: readonly Change[],
  manifest: Manifest,
  answers: Answers,
): string[] {
  const open = changes.filter(needsPerson).map(({ path }) => path);
  return [
    ...(open.length === 0 ? [] : [`Decide about ${open.join(', ')}`]),
    ...installs(folder, changes),
    commandOf(manifest, answers, 'test'),
    commandOf(manifest, answers, 'check'),
    'git diff, and commit',
  ];
}

/** The commands that make lock files fit what depends on them again. */
function installs(folder: string, changes: readonly Change[]): string[] {
  const locks = changes.flatMap(({ path, writes, outcome }) => {
    if (lockCommand(path) !== undefined && outcome === 'kept') return [path];
    if (path.startsWith('vendor/') && writes.length > 0) return locksOf('package.json');
    return writes.length > 0 ? locksOf(path) : [];
  });
  const commands = locks.filter((path) => existsSync(join(folder, path))).map((path) => lockCommand(path)!);
  return [...new Set(commands)];
}
