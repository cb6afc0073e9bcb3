import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { bornAt } from './process-birth.ts';

/** A restarting service (`node --watch`) may ask before the one it replaces has drained. */
const PATIENCE = 5_000;
/** The mark is made and filled in two steps; an empty one that is older is left from a crash between them. */
const FILLED_WITHIN = 1_000;

/** The directories of this process: its own pid in a mark proves nothing, as containers use few pids. */
const held = new Set<string>();

/**
 * Makes this process the only one that uses the directory; a dead owner is replaced, a living one waited for.
 * Gives the way to let go of it. Rejects when the owner does not leave.
 */
export async function claim(directory: string, log: (message: string) => void): Promise<() => Promise<void>> {
  const file = join(directory, 'owner');
  const deadline = Date.now() + PATIENCE;
  let waiting = false;
  while (!(await mark(file))) {
    const owner = await livingOwner(file, directory);
    if (owner === undefined) {
      await rm(file, { force: true });
      continue;
    }
    if (Date.now() > deadline) throw taken(directory, owner);
    if (!waiting) log(`Waiting for ${owner} to leave the database in ${directory}`);
    waiting = true;
    await sleep(50);
  }
  held.add(directory);
  return async () => {
    held.delete(directory);
    await rm(file, { force: true });
  };
}

async function mark(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid} ${bornAt(process.pid)}`, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** In words; `undefined` when the directory is free or its owner is dead. */
async function livingOwner(file: string, directory: string): Promise<string | undefined> {
  const [pid = '', born] = (await readFile(file, 'utf8').catch(() => '')).split(' ', 2);
  if (born === undefined) {
    const age = await stat(file).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => Infinity,
    );
    return age < FILLED_WITHIN ? 'a process that is just starting' : undefined;
  }
  if (bornAt(Number(pid)) !== born) return undefined;
  if (Number(pid) !== process.pid) return `process ${pid}`;
  return held.has(directory) ? 'this very process' : undefined;
}

function taken(directory: string, owner: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The database in ${directory} is in use by ${owner}: stop that first, ` +
      'give this one another `directory`, or set DATABASE_URL to a database of your own',
  );
}
