import { didYouMean } from '../../nearest.ts';
import { UsageError } from '../../usage-error.ts';
import { findProject } from '../find-project.ts';
import { update } from '../update.ts';
import { parse } from './arguments.ts';
import { currentTemplate } from './current-template.ts';
import { give } from './report.ts';

const HELP = `create-seaworthy add: gives a project an extra that it was created without

Usage
  npx create-seaworthy add <extra>... [flags]     in the project's folder; redis, kubernetes, ci, docker

The question about extras is answered again, and the difference merged into the project as an update is.

Flags
  --dry-run   says what would be done, and writes nothing
  --json      the report as JSON
  --force     goes without a committed tree, and so without a way back
  -h, --help  this

Exit codes: 0 done, or nothing to do; 1 done, and a person has to decide something; 2 refused, nothing was written.
`;

/** `add`, with what stands behind it on the command line. Gives the exit code. */
export async function run(argv: readonly string[], cwd = process.cwd()): Promise<number> {
  const { flags, positionals } = parse(argv, ['dry-run', 'json', 'force']);
  if (flags.has('help')) {
    process.stdout.write(HELP);
    return 0;
  }
  const { folder, recorded } = findProject(cwd);
  const { starter, packages } = currentTemplate(recorded);
  const { extras } = starter.manifest.questions;
  const choice = extras.length === 0 ? 'none' : extras.join(', ');
  if (positionals.length === 0) throw new UsageError(`Expected what to add: ${choice}.`);
  for (const extra of positionals)
    if (!extras.includes(extra))
      throw new UsageError(
        `${extra} is nothing that the ${starter.manifest.framework} starter can add; it has: ${choice}${didYouMean(extra, extras)}`,
      );
  // Else the update would come along unasked.
  if (recorded.version !== starter.version)
    throw new UsageError(
      `This project was made with ${recorded.version}, and this is create-seaworthy ${starter.version}. ` +
        `Update it first, or run: npx create-seaworthy@${recorded.version} add ${positionals.join(' ')}`,
    );
  const report = await update({
    folder,
    recorded,
    starter,
    packages,
    answers: { extras: [...recorded.answers.extras, ...positionals] },
    dryRun: flags.has('dry-run'),
    force: flags.has('force'),
  });
  return give(report, 'add', flags);
}
