import { flagsHelp } from './flags.ts';

/** What `--help` says. */
export function help(): string {
  return `create-seaworthy: starts a service that is fit for production

Usage
  npx create-seaworthy [folder] [flags]
  npm create seaworthy@latest [folder] -- [flags]
  npx create-seaworthy update | diff | add     in a project that was made with it; --help says more

Flags
${flagsHelp()}

Examples
  npx create-seaworthy my-service
  npx create-seaworthy my-service --framework fastify --db none --with kubernetes --yes
  npx create-seaworthy --list --json

Without a terminal, or with CI set, nothing is asked. A folder may have a .git, a README, a licence and editor files:
those are kept. A folder named update, diff or add is written ./update.
Exit codes: 0 done; 1 written, but what it needs could not be installed, or nothing written; 2 not understood, or
something is in the way; 130 given up.
`;
}
