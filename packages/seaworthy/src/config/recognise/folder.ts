import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The first of these names that is in the folder. */
export function firstThere(folder: string, names: readonly string[]): string | undefined {
  return names.find((name) => existsSync(join(folder, name)));
}

/** The text of a file in the folder; empty when it cannot be read. */
export function textOf(folder: string, name: string): string {
  try {
    return readFileSync(resolve(folder, name), 'utf8');
  } catch {
    return '';
  }
}
