import { relative, resolve } from 'node:path';
import { choices, type Choices } from './choices.ts';
import { commandLine } from './command-line.ts';
import { commandsOf } from './commands.ts';
import { destination } from './destination.ts';
import { parseFlags, type Flags } from './flags.ts';
import { initialCommit } from './git.ts';
import { help } from './help.ts';
import { install } from './install.ts';
import { listed, listJson, listText } from './list.ts';
import { outcomeJson, outcomeText, type Outcome } from './outcome.ts';
import { carriedPaths, packages } from './pack.ts';
import { PROJECT_FILE, projectFile, projectFileText } from './project-file.ts';
import { progress } from './progress.ts';
import { render, type RenderedFile, type RenderedProject } from './render.ts';
import { fromCheckout, readStarter } from './starters.ts';
import { toolchain } from './toolchain.ts';
import { version } from './version.ts';
import { write } from './write.ts';

/** Makes a project. Gives the exit code; throws a `UsageError`, an `Interrupted`, or what the file system throws. */
export async function create(argv: readonly string[]): Promise<number> {
  const flags = parseFlags(argv);
  if (flags.help) return say(help());
  if (flags.version) return say(`${version()}\n`);
  if (flags.list) {
    const all = await listed();
    return say(flags.json ? listJson(all) : listText(all, process.stdout));
  }
  const interactive = !flags.yes && !flags.json && hasTerminal();
  // A checkout packs what a project will carry while the questions are asked.
  const carried = fromCheckout() && !flags.dryRun ? packages() : Promise.resolve([]);
  carried.catch(() => {});
  const told = progress(flags, interactive);
  told.begin();
  const chosen = await choices(flags, interactive);
  return make(flags, chosen, carried, told);
}

async function make(
  flags: Flags,
  { folder, manifest, answers }: Choices,
  carried: Promise<RenderedProject>,
  told: ReturnType<typeof progress>,
): Promise<number> {
  const since = performance.now();
  const looking = toolchain(manifest, answers.packageManager);
  const source = fromCheckout() ? 'vendor' : 'registry';
  const starter = readStarter(manifest.id);
  const project = render(starter, answers, source);
  const about = projectFileText(projectFile(starter, answers, project, source));
  const files = sorted([
    ...project,
    ...neededBy(project, await carried),
    { path: PROJECT_FILE, content: Buffer.from(about), mode: 0o644 },
  ]);
  const place = destination(
    resolve(folder),
    files.map(({ path }) => path),
    flags.force,
  );
  const outcome: Outcome = {
    folder: relative('', folder),
    manifest,
    answers,
    version: starter.version,
    files: files.map(({ path }) => path).filter((path) => !place.kept.includes(path)),
    kept: place.kept,
    ms: 0,
    missing: [],
    commandLine: commandLine(manifest, answers, relative('', folder) || '.', flags),
    commands: commandsOf(starter, answers, source),
  };
  if (flags.dryRun) {
    const paths = source === 'vendor' ? carriedPaths().filter((path) => mentions(project, path)) : [];
    outcome.files = [...outcome.files, ...paths].sort();
    return say(flags.json ? outcomeJson(outcome, false) : plan(outcome));
  }
  await write(files, place);
  outcome.ms = Math.round(performance.now() - since);

  outcome.missing = (await looking).filter(({ found }) => !found);
  const command = outcome.commands.install;
  if (flags.install && outcome.missing.length === 0)
    outcome.installed = await told.during(`${command} …`, () => install(command, place.folder));
  const stoppedBy = outcome.installed?.stoppedBy;
  if (flags.git && stoppedBy === undefined)
    outcome.git = await initialCommit(
      place.folder,
      `Start from the ${manifest.framework} starter of Seaworthy`,
    );
  say(flags.json ? outcomeJson(outcome, true) : outcomeText(outcome, process.stdout));
  if (stoppedBy !== undefined) return stoppedBy === 'SIGINT' ? 130 : 143;
  return outcome.installed?.ok === false ? 1 : 0;
}

/** A project in another language needs no kit. */
function neededBy(project: RenderedProject, carried: RenderedProject): RenderedProject {
  return carried.filter(({ path }) => mentions(project, path));
}

function mentions(project: RenderedProject, path: string): boolean {
  return project.some(({ content }) => content.includes(path));
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function plan({ files, kept, commandLine: again, folder }: Outcome): string {
  const keeps = kept.length === 0 ? '' : `\nKept as they are: ${kept.join(', ')}\n`;
  const list = files.map((path) => `  ${path}`).join('\n');
  return `These ${files.length} files would be written to ${folder === '' ? 'this folder' : folder}:\n${list}\n${keeps}\nFor real: ${again}\n`;
}

function sorted(files: readonly RenderedFile[]): RenderedFile[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether somebody is there to answer. */
function hasTerminal(): boolean {
  const { CI } = process.env;
  return process.stdin.isTTY && process.stdout.isTTY && (CI === undefined || CI === '' || CI === 'false');
}
