import { basename, relative, resolve } from 'node:path';
import { DEFAULT_EXTRAS, nameFrom, type Answers } from './answers.ts';
import type { Flags } from './flags.ts';
import type { Manifest } from './manifest.ts';
import { fromCheckout } from './starters.ts';

/** The command that makes the same project again and asks nothing. */
export function commandLine(
  manifest: Manifest,
  answers: Answers,
  folder: string,
  { install, git }: Flags,
): string {
  const { id, port, questions } = manifest;
  const { database, extras, packageManager } = answers;
  const without = DEFAULT_EXTRAS.filter(
    (extra) => questions.extras.includes(extra) && !extras.includes(extra),
  );
  const words = [
    ...program(),
    folder,
    '--framework',
    id,
    ...(answers.name === nameFrom(basename(resolve(folder))) ? [] : ['--name', answers.name]),
    ...(questions.database.length > 1 ? ['--db', database] : []),
    ...(extras.length > 0 ? ['--with', extras.join(',')] : []),
    ...(without.length > 0 ? ['--without', without.join(',')] : []),
    ...(answers.port === port ? [] : ['--port', String(answers.port)]),
    ...(packageManager === undefined ? [] : ['--pm', packageManager]),
    ...(install ? [] : ['--no-install']),
    ...(git ? [] : ['--no-git']),
    '--yes',
  ];
  return words.map(quoted).join(' ');
}

/** A checkout is not in the registry. */
function program(): string[] {
  const started = process.argv[1];
  return fromCheckout() && started !== undefined
    ? ['node', relative('', started)]
    : ['npx', 'create-seaworthy'];
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
