import { PROJECT_FILE } from '../project-file.ts';
import { UsageError } from '../usage-error.ts';
import { git, GitMissing } from './git.ts';

/**
 * Throws a {@link UsageError} unless everything in the project's folder is committed: only then is `git checkout .` a way
 * back, and `git diff` shows what the update did.
 */
export async function requireCleanTree(folder: string): Promise<void> {
  const changed = await status(folder);
  if (changed.length === 0) return;
  const shown = changed.slice(0, 5).map((line) => `  ${line}`);
  const more = changed.length - shown.length;
  throw new UsageError(
    [
      `Expected everything to be committed, got ${changed.length === 1 ? '1 path' : `${changed.length} paths`} that git status names:`,
      ...shown,
      ...(more > 0 ? [`  and ${more} more`] : []),
      'Commit or stash them (git stash -u), so that git checkout . is a way back; or look with --dry-run.',
    ].join('\n'),
  );
}

async function status(folder: string): Promise<string[]> {
  try {
    const listed = await git(folder, ['ls-files', '--', PROJECT_FILE]);
    if (listed.code !== 0) throw noWayBack(listed.stderr);
    const args = ['status', '--porcelain', '-z', '--no-renames', '--', '.'];
    const { code, stdout, stderr } = await git(folder, args);
    if (code !== 0) throw noWayBack(stderr);
    const lines = stdout.toString().split('\0').filter(Boolean);
    // Git says nothing about a folder that it is told to ignore.
    if (lines.length === 0 && listed.stdout.length === 0)
      throw noWayBack(`${PROJECT_FILE} is not among the files of the repository.`);
    return lines;
  } catch (error) {
    if (error instanceof GitMissing) throw noWayBack(error.message);
    throw error;
  }
}

function noWayBack(reason: string): UsageError {
  return new UsageError(
    `Expected a project that is committed to git, since an update without it has no way back: ${reason}\n` +
      'Try: git init && git add -A && git commit -m "Before the update"; or --force to go without.',
  );
}
