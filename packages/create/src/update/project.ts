import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of the project as it is now. */
export interface OurFile {
  content: Buffer;
  /** Permission bits. */
  mode: number;
}

/**
 * The file at a path of the project; `undefined` where there is nothing, `blocked` where something else is in the way:
 * a folder, a link (never followed: it may lead out of the project), a file where a folder would have to be.
 */
export function ourFile(folder: string, path: string): OurFile | 'blocked' | undefined {
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth++) {
    const place = join(folder, ...names.slice(0, depth));
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (depth < names.length) {
      if (!found.isDirectory()) return 'blocked';
    } else if (found.isFile()) return { content: readFileSync(place), mode: found.mode & 0o777 };
  }
  return 'blocked';
}
