import { basename, resolve } from 'node:path';
import { answersTo, DEFAULT_EXTRAS, nameFrom, type Answers } from './answers.ts';
import { destination } from './destination.ts';
import type { Flags } from './flags.ts';
import { listed } from './list.ts';
import type { Manifest } from './manifest.ts';
import { didYouMean } from './nearest.ts';
import { readManifests } from './starters.ts';
import { UsageError } from './usage-error.ts';

/** What is to be made, and where. */
export interface Choices {
  /** As it was typed. */
  folder: string;
  manifest: Manifest;
  answers: Answers;
}

const DEFAULT_FOLDER = './my-service';

/**
 * What the flags say, and defaults for the rest; with `interactive`, what a person answers in their place. Throws a
 * `UsageError` for what cannot be, and `GivenUp` when the person does.
 */
export async function choices(flags: Flags, interactive: boolean): Promise<Choices> {
  const manifests = readManifests();
  const told = flags.framework === undefined ? undefined : framework(manifests, flags.framework);
  // What is wrong on the command line is said before anything is asked.
  if (told !== undefined) wanted(told, 'my-service', flags);
  if (!interactive) {
    const { folder = DEFAULT_FOLDER } = flags;
    const manifest = told ?? manifests[0]!;
    return { folder, manifest, answers: wanted(manifest, folder, flags) };
  }
  if (flags.folder !== undefined) destination(resolve(flags.folder), [], flags.force);
  // Looked for while the first question is asked.
  const listing = told === undefined ? listed() : undefined;
  const { askDatabase, askExtras, askFolder, askFramework } = await import('./prompts.ts');
  const folder = flags.folder ?? (await askFolder((typed) => objection(typed, flags)));
  const manifest = told ?? framework(manifests, await askFramework(listing!));
  wanted(manifest, folder, flags);
  const { database, extras } = manifest.questions;
  const asked = { ...flags };
  if (flags.db === undefined && database.length > 1) asked.db = await askDatabase(manifest);
  if (flags.with === undefined && flags.without === undefined && extras.length > 0) {
    asked.with = await askExtras(manifest);
    asked.without = [...DEFAULT_EXTRAS];
  }
  return { folder, manifest, answers: wanted(manifest, folder, asked) };
}

function framework(manifests: readonly Manifest[], id: string): Manifest {
  const ids = manifests.map((manifest) => manifest.id);
  const found = manifests.find((manifest) => manifest.id === id.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(
    `${id} is not a framework, of which there are: ${ids.join(', ')}${didYouMean(id, ids) || '.'}`,
  );
}

/** `--with` adds to the extras that everybody gets, and `--without` takes away, but nothing that was asked for. */
function wanted(manifest: Manifest, folder: string, flags: Flags): Answers {
  const { questions } = manifest;
  const { with: more = [], without: less = [] } = flags;
  const usual = DEFAULT_EXTRAS.filter((extra) => questions.extras.includes(extra) && !less.includes(extra));
  const name = flags.name ?? (nameFrom(basename(resolve(folder))) || 'my-service');
  // Also what is left out has to be something.
  answersTo(manifest, { name, extras: [...less, ...more] });
  return answersTo(manifest, {
    name,
    database: flags.db,
    extras: [...usual, ...more],
    port: flags.port,
    packageManager: flags.pm ?? callersPackageManager(questions.packageManager),
  });
}

/** `pnpm create seaworthy` wants pnpm. */
function callersPackageManager(offered: readonly string[] = []): string | undefined {
  const [name] = (process.env['npm_config_user_agent'] ?? '').split('/');
  return offered.find((one) => one === name);
}

function objection(folder: string, { force }: Flags): string | undefined {
  try {
    destination(resolve(folder), [], force);
    return undefined;
  } catch (error) {
    // There is one line for it; the rest is in the refusal on a command line.
    const [, first] = /^(.*?)(?:[;,.] |$)/.exec((error as Error).message)!;
    return `${first}; choose another folder`;
  }
}
