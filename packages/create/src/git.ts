import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What became of the repository, for the closing lines. */
export type GitOutcome = 'committed' | 'already a repository' | 'not found' | 'failed';

/** Makes a folder a repository with one commit of everything in it. Never throws. */
export async function initialCommit(folder: string, message: string): Promise<GitOutcome> {
  // A hook that called us would have them point to its own repository.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
  const git = async (...words: string[]) => (await run('git', words, { cwd: folder, env })).stdout.trim();
  const succeeds = (...words: string[]) =>
    git(...words).then(
      () => true,
      () => false,
    );
  if (!(await succeeds('--version'))) return 'not found';
  if (await succeeds('rev-parse', '--git-dir')) return 'already a repository';
  try {
    await git('-c', 'init.defaultBranch=main', 'init', '--quiet');
    await git('add', '--all');
    const author: string[] = [];
    if (!(await succeeds('config', 'user.name'))) author.push('-c', 'user.name=create-seaworthy');
    if (!(await succeeds('config', 'user.email'))) author.push('-c', 'user.email=create-seaworthy@localhost');
    await git(
      ...author,
      '-c',
      'commit.gpgSign=false',
      'commit',
      '--quiet',
      '--no-verify',
      '--message',
      message,
    );
    return 'committed';
  } catch {
    return 'failed';
  }
}
