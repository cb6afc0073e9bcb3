import type { Answers } from './answers.ts';
import { blobId } from './blob-id.ts';
import type { RenderedProject } from './render.ts';
import type { Starter } from './starters.ts';
import type { PackageSource } from './render/package-source.ts';

/** Where a project keeps what it was made from. It does not list itself. */
export const PROJECT_FILE = '.seaworthy.json';

/** `.seaworthy.json`, format 1. */
export interface ProjectFile {
  formatVersion: 1;
  /** The starter's id. */
  template: string;
  /** Of create-seaworthy, when the files were rendered. */
  version: string;
  /** Where the kit and the command come from: the registry, or the tarballs in `vendor/`. */
  packages: PackageSource;
  answers: Answers;
  /**
   * The git blob id of every file as it was rendered. A project that was committed once has that content among its own
   * git objects, so `git cat-file blob <id>` is the base of a three-way merge.
   */
  files: Readonly<Record<string, string>>;
}

/** What `.seaworthy.json` says of a project that was just rendered. */
export function projectFile(
  starter: Starter,
  answers: Answers,
  project: RenderedProject,
  packages: PackageSource = 'registry',
): ProjectFile {
  return {
    formatVersion: 1,
    template: starter.manifest.id,
    version: starter.version,
    packages,
    answers,
    files: Object.fromEntries(project.map(({ path, content }) => [path, blobId(content)])),
  };
}

/** The text of the file. */
export function projectFileText(file: ProjectFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Throws an error that says what is wrong with the text. */
export function parseProjectFile(text: string): ProjectFile {
  const file = JSON.parse(text) as Partial<ProjectFile>;
  if (file.formatVersion !== 1)
    throw new Error(
      `${PROJECT_FILE}: expected formatVersion 1, got ${JSON.stringify(file.formatVersion)}; ` +
        'a newer create-seaworthy may know it: npx create-seaworthy@latest',
    );
  for (const member of ['template', 'version', 'answers', 'files'] as const)
    if (file[member] === undefined) throw new Error(`${PROJECT_FILE}: expected a ${member}, got none.`);
  return file as ProjectFile;
}
