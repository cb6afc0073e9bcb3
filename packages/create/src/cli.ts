import { Interrupted } from './interruption.ts';
import { UsageError } from './usage-error.ts';

interface Command {
  run: (argv: string[]) => Promise<number>;
}

/** What a project can be asked to do later; each is loaded only when it is wanted. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  update: () => import('./update/commands/update.ts'),
  diff: () => import('./update/commands/diff.ts'),
  add: () => import('./update/commands/add.ts'),
};

/**
 * Runs a command line and gives the exit code: 0 done, 1 something failed, 2 it could not be understood or there is
 * something in the way, 130 given up by the user. Never throws.
 */
export async function run(argv: string[]): Promise<number> {
  const [name = '', ...rest] = argv;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command !== undefined) return await (await command()).run(rest);
    const { create } = await import('./create.ts');
    return await create(argv);
  } catch (error) {
    process.stderr.write(`${explained(error)}\n`);
    if (error instanceof Interrupted) return error.signal === 'SIGINT' ? 130 : 143;
    if (error instanceof Error && error.name === 'GivenUp') return 130;
    // For the commands 1 means that a person has to decide, or that something differs.
    return error instanceof UsageError || command !== undefined ? 2 : 1;
  }
}

/** A sentence where we know what it is, else the stack, which is our fault. */
function explained(error: unknown): string {
  if (!(error instanceof Error)) return `create-seaworthy: ${String(error)}`;
  if (error.name === 'GivenUp') return 'Nothing was written.';
  if (error instanceof UsageError || error instanceof Interrupted)
    return `create-seaworthy: ${error.message}`;
  const { code, path, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return 'create-seaworthy: The disk is full. Nothing was written.';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `create-seaworthy: ${path ?? 'The folder'} cannot be written (${code}). Choose another folder.`;
  if (code !== undefined) return `create-seaworthy: ${message}`;
  return `create-seaworthy broke, which is our fault:\n${error.stack ?? error.message}`;
}
