import type { Answers } from './answers.ts';
import type { GitOutcome } from './git.ts';
import type { Installed } from './install.ts';
import type { Manifest } from './manifest.ts';
import { painter } from './paint.ts';
import type { Commands } from './commands.ts';
import { toolchainText, type Found } from './toolchain.ts';

/** What became of everything. */
export interface Outcome {
  /** Relative to where the command was run; empty for that folder itself. */
  folder: string;
  manifest: Manifest;
  answers: Answers;
  version: string;
  files: readonly string[];
  /** Files that were there before. */
  kept: readonly string[];
  /** From the last answer to the last file. */
  ms: number;
  /** Missing: nobody wanted it, or what it needs is not here. */
  installed?: Installed;
  missing: readonly Found[];
  /** Missing: nobody wanted it. */
  git?: GitOutcome;
  commandLine: string;
  /** What to type in the project. */
  commands: Commands;
}

/** For reading. */
export function outcomeText(outcome: Outcome, stream: NodeJS.WriteStream): string {
  const { folder, answers, kept, installed, missing, git, commandLine, commands } = outcome;
  const paint = painter(stream);
  const steps = [
    ...(folder === '' ? [] : [`cd ${folder}`]),
    ...(installed?.ok === true ? [] : [commands.install]),
    commands.dev,
  ];
  const done = [
    `${outcome.files.length} files in ${outcome.ms} ms`,
    ...(installed?.ok === true ? [`${commands.install} ${seconds(installed.ms)}`] : []),
    ...(git === 'committed' ? ['one git commit'] : []),
  ];
  const notes = [
    ...(kept.length > 0 ? [`Kept as they were: ${kept.join(', ')}.`] : []),
    ...(missing.length > 0
      ? [`${toolchainText(missing)}. ${missing.map(({ install }) => install).join(' ')}`]
      : []),
    ...(git === 'already a repository' ? ['This is in a repository already, so nothing was committed.'] : []),
    ...(git === 'failed' ? ['git made no commit; the files are not touched by that.'] : []),
  ];
  const lines = [
    `${paint('bold', answers.name)}  ${done.join(', ')}`,
    ...notes.map((note) => paint('yellow', note)),
    ...(installed?.ok === false ? ['', failure(installed, commands.install)] : []),
    '',
    `${paint('dim', 'Next')}   ${paint('cyan', steps.join(' && '))}`,
    `${paint('dim', 'Prove')}  ${paint('cyan', commands.check)}`,
    `${paint('dim', 'Again')}  ${commandLine}`,
  ];
  return `\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n\n`;
}

/** For tools. */
export function outcomeJson(outcome: Outcome, written: boolean): string {
  const { folder, manifest, answers, version, files, kept, ms, installed, missing, git, commandLine } =
    outcome;
  const shown = {
    written,
    folder: folder === '' ? '.' : folder,
    template: manifest.id,
    version,
    answers,
    files,
    kept,
    ...(written && { ms }),
    missing,
    ...(installed && { installed: { ok: installed.ok, ms: installed.ms } }),
    ...(git && { git }),
    command: commandLine,
  };
  return `${JSON.stringify(shown, null, 2)}\n`;
}

function failure({ stoppedBy, output, ms }: Installed, command: string): string {
  if (stoppedBy !== undefined) return `${command} was stopped. The project is whole without.`;
  const words = output.trimEnd().split('\n').slice(-12);
  return [
    `${command} failed after ${seconds(ms)}. The project is whole; it said:`,
    ...words.map((line) => `  ${line}`),
  ].join('\n  ');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
