import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'may not be written by this user: give it to the user (chown -R)',
  EPERM: 'may not be written by this user: give it to the user (chown -R)',
  EROFS: 'is on a file system that cannot be written',
  ENOSPC: 'is on a full disk: free some space',
  EDQUOT: 'is over the disk quota: free some space',
  ENOTDIR: 'is below a file, not below a folder',
  EEXIST: 'is a file, not a folder',
};

/** What the system says about files, as a sentence about the directory of the database; anything else as it is. */
export function describeFault(error: unknown, directory: string): unknown {
  const { code = '', path = directory } = error as NodeJS.ErrnoException;
  const reason = REASONS[code];
  if (error instanceof EmbeddedPostgresError || reason === undefined) return error;
  return new EmbeddedPostgresError(
    `The development database cannot be kept in ${directory}: ${path} ${reason}, ` +
      'choose another `directory`, or set DATABASE_URL to a database of your own',
    { cause: error },
  );
}
