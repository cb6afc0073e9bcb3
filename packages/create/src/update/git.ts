import { execFile } from 'node:child_process';

export interface GitAnswer {
  /** The exit code. */
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** Git is not installed. */
export class GitMissing extends Error {
  override name = 'GitMissing';
}

/** Runs git in a folder. Gives whatever the exit code; throws {@link GitMissing} where there is no git. */
export function git(folder: string, args: readonly string[], input?: string | Buffer): Promise<GitAnswer> {
  return new Promise((resolve, reject) => {
    const options = {
      cwd: folder,
      env: environment(),
      encoding: 'buffer',
      maxBuffer: 2 ** 30,
      windowsHide: true,
    } as const;
    const child = execFile('git', [...args], options, (error, stdout, stderr) => {
      // Without the folder the error is the same, and it is not git that is missing.
      if (error?.code === 'ENOENT') return reject(new GitMissing('git is not installed.'));
      if (error !== null && typeof error.code !== 'number') return reject(error);
      resolve({ code: Number(error?.code ?? 0), stdout, stderr: stderr.toString().trim() });
    });
    // It may end before it has read everything; its exit code tells.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}

/** Inside a hook git names the repository of the hook, which need not be the project's. */
function environment(): NodeJS.ProcessEnv {
  const own = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY']);
  const inherited = Object.entries(process.env).filter(([name]) => !own.has(name));
  return { ...Object.fromEntries(inherited), LC_ALL: 'C', GIT_NO_LAZY_FETCH: '1' };
}
