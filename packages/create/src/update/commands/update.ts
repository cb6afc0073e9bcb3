import { UsageError } from '../../usage-error.ts';
import { findProject } from '../find-project.ts';
import { update } from '../update.ts';
import { parse } from './arguments.ts';
import { currentTemplate } from './current-template.ts';
import { give } from './report.ts';

const HELP = `create-seaworthy update: brings a project to what its template gives now

Usage
  npx create-seaworthy@latest update [flags]      in the project's folder

What you did not touch is replaced, what you changed is merged, what you deleted stays deleted. What both sides
changed in the same place gets conflict markers, as from git merge.

Flags
  --dry-run   says what would be done, and writes nothing
  --json      the report as JSON
  --force     goes without a committed tree, and so without a way back
  -h, --help  this

Everything must be committed before, so that git diff shows what was done and git checkout . takes it back.
Exit codes: 0 done, or nothing to do; 1 done, and a person has to decide something; 2 refused, nothing was written.
`;

/** `update`, with what stands behind it on the command line. Gives the exit code. */
export async function run(argv: readonly string[], cwd = process.cwd()): Promise<number> {
  const { flags, positionals } = parse(argv, ['dry-run', 'json', 'force']);
  if (flags.has('help')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length > 0)
    throw new UsageError(
      `update takes no name, got ${positionals.join(' ')}; it updates the project it is run in.`,
    );
  const project = findProject(cwd);
  const report = await update({
    ...project,
    ...currentTemplate(project.recorded),
    dryRun: flags.has('dry-run'),
    force: flags.has('force'),
  });
  return give(report, 'update', flags);
}
