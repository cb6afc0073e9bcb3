import { painter } from '../../paint.ts';
import { UsageError } from '../../usage-error.ts';
import { drift } from '../drift.ts';
import { findProject } from '../find-project.ts';
import { baseSources } from '../update.ts';
import { parse } from './arguments.ts';
import { currentTemplate } from './current-template.ts';
import { paintDiff } from './paint-diff.ts';

const HELP = `create-seaworthy diff: what a project changed since its template gave it

Usage
  npx create-seaworthy diff [flags]               in the project's folder

The output is a patch: "git apply -R" takes the changes back. Files that the template never gave are not in it.

Flags
  --json      the report as JSON
  -h, --help  this

Exit codes: 0 nothing differs, 1 something does, 2 it could not be told.
`;

/** `diff`, with what stands behind it on the command line. Gives the exit code. */
export async function run(argv: readonly string[], cwd = process.cwd()): Promise<number> {
  const { flags, positionals } = parse(argv, ['json']);
  if (flags.has('help')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length > 0) throw new UsageError(`diff takes no name, got ${positionals.join(' ')}.`);
  const { folder, recorded } = findProject(cwd);
  const { starter } = currentTemplate(recorded);
  const files = await drift(folder, recorded, baseSources(folder, recorded, starter));
  const { template, version } = recorded;
  const paint = painter(process.stdout);
  if (flags.has('json'))
    process.stdout.write(`${JSON.stringify({ formatVersion: 1, template, version, files }, null, 2)}\n`);
  for (const { path, state, diff } of flags.has('json') ? [] : files) {
    if (diff === undefined)
      process.stderr.write(`${path} is ${state}; what the template gave is not to be had.\n`);
    else process.stdout.write(paintDiff(diff, paint));
  }
  return files.length === 0 ? 0 : 1;
}
