import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version as ownVersion } from '../version.ts';
import type { HandedOver } from './handed-over.ts';

/** A command that create-seaworthy runs, since the templates are there. Its exit codes are handed on. */
export function handOver(command: HandedOver): { run: (argv: string[]) => Promise<number> } {
  return {
    run: (argv) => {
      const { file, args, shell } = invocation(command, argv, process.cwd());
      return new Promise((done, fail) => {
        const child = spawn(file, args, { stdio: 'inherit', shell });
        child.on('error', fail);
        child.on('close', (code) => done(code ?? 2));
      });
    },
  };
}

const CHECKOUT = fileURLToPath(new URL('../../../create', import.meta.url));

/**
 * How to run it: a new project gets the templates of this version, an update the newest, the others those that the project
 * was made with. In a checkout it is the one beside.
 */
export function invocation(
  command: HandedOver,
  argv: readonly string[],
  cwd: string,
  beside = CHECKOUT,
): { file: string; args: string[]; shell: boolean } {
  // Making a project is what it does without a word.
  const words = command === 'create' ? argv : [command, ...argv];
  const bin = join(beside, 'bin', 'create-seaworthy.js');
  if (existsSync(bin)) return { file: process.execPath, args: [bin, ...words], shell: false };
  const version = versionFor(command, cwd);
  const shell = process.platform === 'win32';
  return { file: 'npx', args: ['--yes', `create-seaworthy@${version}`, ...words], shell };
}

function versionFor(command: HandedOver, cwd: string): string {
  if (command === 'create') return ownVersion();
  return command === 'update' ? 'latest' : (recordedVersion(cwd) ?? 'latest');
}

/** What `.seaworthy.json` says, here or above. It becomes part of a command, so nothing but a version is taken. */
function recordedVersion(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const file = join(folder, '.seaworthy.json');
    if (existsSync(file))
      return /"version"\s*:\s*"(\d+\.\d+\.\d+(?:-[\w.-]+)?)"/.exec(readFileSync(file, 'utf8'))?.[1];
    if (folder === dirname(folder)) return undefined;
  }
}
