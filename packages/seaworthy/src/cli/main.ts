#!/usr/bin/env node
import { didYouMean } from '../config/nearest.ts';
import { HANDED_OVER, type HandedOver } from './handed-over.ts';
import { UsageError } from './usage-error.ts';

interface Command {
  summary: string;
  /** Loaded only when it is wanted, so that the command starts at once. */
  load: () => Promise<{ run: (argv: string[]) => Promise<number> }>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  check: {
    summary: 'starts a service, disturbs it, and judges it rule by rule',
    load: () => import('./check.ts'),
  },
  doctor: {
    summary: 'says what is wrong with a Node process that runs',
    load: () => import('./doctor.ts'),
  },
  judge: { summary: 'judges a saved run again, without the service', load: () => import('./judge.ts') },
  explain: { summary: 'says what a rule wants, why, and how to mend it', load: () => import('./explain.ts') },
  list: { summary: 'lists every rule (also as --list)', load: () => import('./list.ts') },
  ...Object.fromEntries(
    Object.entries(HANDED_OVER).map(([name, summary]) => [
      name,
      { summary, load: async () => (await import('./hand-over.ts')).handOver(name as HandedOver) },
    ]),
  ),
};

const HELP = `seaworthy: is this service fit for production?

Usage
  seaworthy <command> [flags]

Commands
${Object.entries(COMMANDS)
  .map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`)
  .join('\n')}

Examples
  npx seaworthy check -- node server.js
  npx seaworthy check --dependency DATABASE_URL=embedded -- node server.js
  npx seaworthy check https://staging.example.com
  npx seaworthy explain shutdown/finishes-in-flight
  npx seaworthy doctor :3000

  seaworthy <command> --help says more. Exit codes: 0 fit, 1 a must failed, 2 could not judge.
`;

async function main([name, ...argv]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-V') {
    const { version } = await import('../version.ts');
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = COMMANDS[name === '--list' ? 'list' : name];
  if (command === undefined || !Object.hasOwn(COMMANDS, name === '--list' ? 'list' : name))
    throw new UsageError(unknown(name, argv));
  const { run } = await command.load();
  return run(argv);
}

function unknown(name: string, argv: readonly string[]): string {
  if (name === '--' || /^https?:\/\//.test(name))
    return `Did you mean: seaworthy check ${[name, ...argv].join(' ')}`;
  const kind = name.startsWith('-') ? 'flag' : 'command';
  const known = [...Object.keys(COMMANDS), '--help', '--version', '--list'];
  return `${name} is not a ${kind}${didYouMean(name, known) || '; seaworthy --help names all'}`;
}

// `seaworthy … | head` closes our output: nothing is wrong then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { explained } = await import('./explained.ts');
  process.stderr.write(`${explained(error)}\n`);
  process.exitCode = 2;
}
// Not by waiting for an idle loop: an experiment that was given up may sleep on.
process.stdout.write('', () => process.exit());
