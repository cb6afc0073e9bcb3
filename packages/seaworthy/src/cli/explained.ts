import { printable } from '../report/printable.ts';

/** What went wrong, for the terminal: a sentence where we know what it is, else with the stack, which is our fault. */
export function explained(error: unknown): string {
  return printable(sentences(error));
}

/** A message may hold the last words of a service. */
function sentences(error: unknown): string {
  if (!(error instanceof Error)) return `seaworthy: ${String(error)}`;
  const known = ['UsageError', 'ConfigError', 'BootFailure', 'CannotAttach', 'Stopped'].includes(error.name);
  return known
    ? `seaworthy: ${error.message}`
    : `seaworthy broke, which is our fault:\n${error.stack ?? error.message}`;
}
