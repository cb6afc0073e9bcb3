import type { Flags } from './flags.ts';
import { painter } from './paint.ts';
import { version } from './version.ts';

/** Tells a person what takes a while; a program, nothing. */
export function progress({ json, dryRun }: Flags, interactive: boolean) {
  const paint = painter(process.stdout);
  return {
    begin(): void {
      if (!interactive) return;
      process.stdout.write(
        `\n  ${paint('bold', `seaworthy ${version()}`)}  ${paint('dim', 'a service that is fit for production')}\n\n`,
      );
    },
    async during<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
      if (json || dryRun) return work();
      if (!process.stdout.isTTY) {
        process.stdout.write(`  ${what}\n`);
        return work();
      }
      process.stdout.write(`\n  ${paint('dim', what)}`);
      try {
        return await work();
      } finally {
        // Back to the start of the line, and nothing on it.
        process.stdout.write('\r\u001b[2K\u001b[1A');
      }
    },
  };
}
