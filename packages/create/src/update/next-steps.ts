import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '../answers.ts';
import type { Manifest } from '../manifest.ts';
import { commandOf } from '../commands.ts';
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
    ...installs(folder, changes, commandOf(manifest, answers, 'install')),
    commandOf(manifest, answers, 'test'),
    commandOf(manifest, answers, 'check'),
    'git diff, and commit',
  ];
}

/** Lock files no longer fit what changed beside them, and what is installed neither. */
function installs(folder: string, changes: readonly Change[], install: string): string[] {
  const kept = changes.filter(({ path, outcome }) => outcome === 'kept' && lockCommand(path) !== undefined);
  const written = changes.filter(({ writes }) => writes.length > 0).map(({ path }) => path);
  const manifests = written.map((path) => (path.startsWith('vendor/') ? 'package.json' : path));
  const stale = manifests
    .filter((path) => locksOf(path).length > 0)
    .flatMap((path) => {
      const locks = locksOf(path).filter((lock) => existsSync(join(folder, lock)));
      return locks.length === 0 ? [install] : locks.map((lock) => lockCommand(lock)!);
    });
  return [...new Set([...kept.map(({ path }) => lockCommand(path)!), ...stale])];
}
