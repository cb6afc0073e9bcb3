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
      const since = performance.now();
      const tell = () => {
        const seconds = Math.round((performance.now() - since) / 1000);
        process.stdout.write(
          `${START_OF_LINE}  ${paint('dim', `${what}${seconds > 0 ? ` ${seconds} s` : ''}`)}`,
        );
      };
      process.stdout.write('\n');
      tell();
      const ticking = setInterval(tell, 1_000);
      try {
        return await work();
      } finally {
        clearInterval(ticking);
        process.stdout.write(`${START_OF_LINE}${UP}`);
      }
    },
  };
}

/** And nothing on it. */
const START_OF_LINE = '\r\u001b[2K';
const UP = '\u001b[1A';
