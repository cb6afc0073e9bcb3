import { execFile } from 'node:child_process';
import type { Manifest, Tool } from './manifest.ts';

/** What was found of one thing that a starter needs. */
export interface Found {
  found: boolean;
  /** The command that was found, or the first of those that were looked for. */
  command: string;
  version?: string;
  /** The least version that would do. */
  atLeast?: string;
  /** How to get it. */
  install: string;
}

/** Long enough for a cold shim, short enough that nobody waits for a command that hangs. */
const PATIENCE = 2_000;

/** Looks for everything that a starter needs, all at the same time. Takes no longer than 2 s. */
export async function toolchain(
  { toolchain: tools }: Pick<Manifest, 'toolchain'>,
  packageManager?: string,
): Promise<Found[]> {
  return Promise.all(
    [...tools, ...(packageManager === undefined ? [] : [installer(packageManager)])].map(look),
  );
}

/** `node 24.1.0` or `go not found`, of everything that a starter needs. */
export function toolchainText(found: readonly Found[]): string {
  return found
    .map(({ found: there, command, version, atLeast }) => {
      if (there) return version === undefined ? command : `${command} ${version}`;
      return version === undefined
        ? `${command} not found`
        : `${command} ${version} is older than ${atLeast}`;
    })
    .join(', ');
}

function installer(command: string): Tool {
  return {
    anyOf: [{ command, args: ['--version'] }],
    install: `Install ${command} to get what the project needs, or choose another one by --pm.`,
  };
}

async function look({ anyOf, atLeast, install }: Tool): Promise<Found> {
  const least = atLeast === undefined ? {} : { atLeast };
  const all = await Promise.all(
    anyOf.map(async ({ command, args }): Promise<Found> => {
      const output = await said(command, args);
      if (output === undefined) return { found: false, command, ...least, install };
      // It is there, and slow: nobody is told to install what they have.
      if (output === SILENT) return { found: true, command, ...least, install };
      const version = /\d+(?:\.\d+)*/.exec(output)?.[0];
      const found = atLeast === undefined || (version !== undefined && !older(version, atLeast));
      return { found, command, ...(version !== undefined && { version }), ...least, install };
    }),
  );
  return all.find(({ found }) => found) ?? all.find(({ version }) => version !== undefined) ?? all[0]!;
}

/** A command that said nothing in time. */
const SILENT = Symbol('silent');

/** What a command printed, or nothing if it could not be run. */
function said(command: string, args: readonly string[]): Promise<string | typeof SILENT | undefined> {
  if (command === 'node') return Promise.resolve(process.version);
  return new Promise((resolve) => {
    // On Windows most of them are .cmd files, which only a shell runs. The arguments are a manifest's, not a user's.
    const options = {
      timeout: PATIENCE,
      killSignal: 'SIGKILL',
      shell: process.platform === 'win32',
    } as const;
    execFile(command, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout + stderr);
      else resolve(error.killed === true ? SILENT : undefined);
    }).stdin?.end();
  });
}

/** Compares number by number. */
function older(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  for (const [index, number] of b.entries()) {
    const other = a[index] ?? 0;
    if (other !== number) return other < number;
  }
  return false;
}
