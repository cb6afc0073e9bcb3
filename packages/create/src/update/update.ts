import { isDeepStrictEqual } from 'node:util';
import { answersTo, type Answers } from '../answers.ts';
import { projectFile, projectFileText, PROJECT_FILE, type ProjectFile } from '../project-file.ts';
import type { PackageSource } from '../render/package-source.ts';
import { render, type RenderedProject } from '../render.ts';
import type { Starter } from '../starters.ts';
import { UsageError } from '../usage-error.ts';
import { apply } from './apply.ts';
import { gitObjects } from './base/git-objects.ts';
import { registry } from './base/registry.ts';
import { rendered } from './base/rendered.ts';
import { fromSources, type BaseSource } from './base/sources.ts';
import type { Change } from './change.ts';
import { requireCleanTree } from './clean-tree.ts';
import { keepTemplate } from './keep-template.ts';
import { nextSteps } from './next-steps.ts';
import { plan, UNRESOLVED } from './plan.ts';
import { ourFile } from './project.ts';
import { presentName, rename, type Rename } from './rename.ts';
import { planVendor } from './vendor.ts';

export interface UpdateOptions {
  /** Where `.seaworthy.json` is. */
  folder: string;
  recorded: ProjectFile;
  /** The template as it is now. */
  starter: Starter;
  /** Where the kit and the command come from now. */
  packages: PackageSource;
  /** The tarballs that a project with `packages: vendor` carries now. */
  tarballs?: () => Promise<RenderedProject>;
  /** What is answered anew; default: as recorded. */
  answers?: Partial<Answers>;
  /** Says what would be done and does nothing. */
  dryRun?: boolean;
  /** Goes without a clean tree, and so without a way back. */
  force?: boolean;
}

export interface UpdateReport {
  formatVersion: 1;
  template: string;
  /** Versions of the template. */
  from: string;
  to: string;
  /** False for a dry run, and where there was nothing to do. */
  written: boolean;
  changes: Change[];
  /** What to do next, in order: commands and sentences. */
  next: string[];
  /** The command that takes everything back, where there is one. */
  back?: string;
}

/**
 * Brings a project to what the template gives now: a three-way merge between what the template gave once, what the
 * project is, and what the template gives with the answers of today. Throws a {@link UsageError} for a tree that is not
 * clean, before anything is written.
 */
export async function update(options: UpdateOptions): Promise<UpdateReport> {
  const { folder, recorded, starter, packages, dryRun = false, force = false } = options;
  const answers = answersTo(starter.manifest, { ...recorded.answers, ...options.answers });
  const theirs = render(starter, answers, packages);
  const record = projectFile(starter, answers, theirs, packages);
  const changes: Change[] = [
    ...(await plan({
      recorded: recorded.files,
      theirs,
      ours: (path) => ourFile(folder, path),
      bases: (wanted) => fromSources(wanted, baseSources(folder, recorded, starter)),
      labels: { base: `template ${recorded.version}`, theirs: `template ${starter.version}` },
      rename: renameOf(folder, starter, answers, packages),
    })),
    ...(await planVendor(
      folder,
      recorded,
      packages,
      options.tarballs,
      theirs.some(({ path }) => path === 'package.json'),
    )),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
  const writes = changes.flatMap((change) => change.writes);
  const nothing = writes.length === 0 && isDeepStrictEqual(record, recorded);
  if (!nothing && !dryRun) {
    requireResolved(changes);
    if (!force) await requireCleanTree(folder);
    await keepTemplate(folder, theirs);
    // Last, so that whoever interrupts an update can repeat it.
    await apply(folder, [...writes, { path: PROJECT_FILE, content: Buffer.from(projectFileText(record)) }]);
  }
  return {
    formatVersion: 1,
    template: recorded.template,
    from: recorded.version,
    to: starter.version,
    written: !nothing && !dryRun,
    changes,
    next: nothing ? [] : nextSteps(folder, changes, starter.manifest, answers),
    ...(!nothing && !dryRun && !force && { back: 'git checkout . && git clean -fd' }),
  };
}

/** Else the record would say that a file has what could not be merged into it. */
function requireResolved(changes: readonly Change[]): void {
  const open = changes.filter(({ notes }) => notes.includes(UNRESOLVED)).map(({ path }) => path);
  if (open.length > 0)
    throw new UsageError(
      `Expected the conflicts of the last update to be resolved, got markers in ${open.join(', ')}. Decide, and commit.`,
    );
}

/** Where to look for what the template once gave, the cheapest place first. */
export function baseSources(folder: string, recorded: ProjectFile, starter: Starter): BaseSource[] {
  const { answers, packages, version } = recorded;
  return [
    rendered(() => render(starter, answers, packages)),
    gitObjects(folder),
    // This very version has been asked already.
    ...(version === starter.version ? [] : [registry(folder, recorded)]),
  ];
}

function renameOf(
  folder: string,
  starter: Starter,
  answers: Answers,
  packages: PackageSource,
): Rename | undefined {
  const name = presentName(folder);
  if (name === undefined || name === answers.name) return undefined;
  try {
    const renamed = answersTo(starter.manifest, { ...answers, name });
    return rename(answers.name, name, render(starter, renamed, packages));
  } catch (error) {
    // A name that no template could be given is left to the merge of lines.
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
