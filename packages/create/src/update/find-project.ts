import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseProjectFile, PROJECT_FILE, type ProjectFile } from '../project-file.ts';
import { UsageError } from '../usage-error.ts';

export interface FoundProject {
  /** Where `.seaworthy.json` is. */
  folder: string;
  recorded: ProjectFile;
}

/** The project that a folder is in. Throws a {@link UsageError} where there is none, or its record cannot be used. */
export function findProject(from: string): FoundProject {
  let folder = resolve(from);
  while (!existsSync(join(folder, PROJECT_FILE))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new UsageError(
        `Expected ${PROJECT_FILE} in ${resolve(from)} or above it, got none: only a project that create-seaworthy made can be updated.`,
      );
    folder = parent;
  }
  return { folder, recorded: valid(readFileSync(join(folder, PROJECT_FILE), 'utf8')) };
}

function valid(text: string): ProjectFile {
  const recorded = parsed(text);
  // A record that came with somebody's repository must not reach what lies outside of it.
  const outside = Object.keys(recorded.files).find((path) => !isInside(path));
  if (outside !== undefined)
    throw new UsageError(
      `${PROJECT_FILE}: expected paths inside the project, got ${JSON.stringify(outside)}.`,
    );
  return recorded;
}

function parsed(text: string): ProjectFile {
  try {
    return parseProjectFile(text);
  } catch (error) {
    const reason = (error as Error).message;
    throw new UsageError(
      reason.startsWith(PROJECT_FILE) ? reason : `${PROJECT_FILE} cannot be read: ${reason}.`,
    );
  }
}

function isInside(path: string): boolean {
  const names = path.split('/');
  return !/[\\:]/.test(path) && !names.some((name) => ['', '.', '..', '.git'].includes(name.toLowerCase()));
}
