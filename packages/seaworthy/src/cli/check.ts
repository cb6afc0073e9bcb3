import { writeFileSync } from 'node:fs';
import { check } from '../check.ts';
import { allRules, plan } from '../config/plan.ts';
import { exitCode } from '../report/exit-code.ts';
import { wantsColor } from '../report/terminal/paint.ts';
import { last, parse } from './arguments.ts';
import { BASELINE, outdated, readBaseline, writeBaseline } from './baseline.ts';
import { CHECK_FLAGS } from './check-flags.ts';
import { dryRun } from './dry-run.ts';
import { flagsHelp } from './flags-help.ts';
import { interruptible } from './interrupt.ts';
import { outputs, type Outputs } from './outputs.ts';
import { ProgressReport } from './progress.ts';
import { settings } from './settings.ts';

const HELP = `seaworthy check: starts a service, disturbs it, and judges it rule by rule

Usage
  seaworthy check [flags] -- <command>   starts the service; {port} in the command becomes its port
  seaworthy check [flags] <url>          asks a running one, and does nothing that could harm it
  seaworthy check [flags]                by seaworthy.config.*, or by what the folder looks like

Examples
  seaworthy check -- node server.js
  seaworthy check --dependency DATABASE_URL=embedded -- node dist/main.js
  seaworthy check --only shutdown,health --verbose -- ./server --port {port}
  seaworthy check --level must --junit=report.xml -- npm start
  seaworthy check https://staging.example.com

Flags
${flagsHelp(CHECK_FLAGS)}

The report goes to stdout, progress to stderr. Exit codes: 0 no must failed, 1 a must failed, 2 could not judge.
`;

export async function run(argv: string[]): Promise<number> {
  const args = parse(CHECK_FLAGS, argv);
  if (args.values['help'] !== undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  const wanted = outputs(args);
  const chosen = await settings(args, process.cwd());
  const quiet = args.values['quiet'] !== undefined;
  if (!quiet) for (const assumption of chosen.assumed) process.stderr.write(`${assumption}\n`);
  if (args.values['dry-run'] !== undefined) {
    const { rules } = plan(await allRules(chosen.config, chosen.folder), chosen.config, chosen.options.slow);
    process.stdout.write(dryRun(rules, chosen));
    return 0;
  }
  const update = args.values['update-baseline'] !== undefined;
  const file = last(args, 'baseline') ?? (update ? BASELINE : undefined);
  const baseline = file === undefined || update ? undefined : readBaseline(file);

  const progress = quiet ? undefined : new ProgressReport(streamOf(process.stderr));
  const interrupt = interruptible(() => {
    progress?.end();
    process.stderr.write('Stopping, and closing what was started.\n');
  });
  try {
    const report = await check(chosen.config, {
      ...chosen.options,
      folder: chosen.folder,
      notes: chosen.assumed,
      signal: interrupt.signal,
      ...(baseline !== undefined && { baseline }),
      ...(progress !== undefined && { watch: progress }),
    });
    progress?.end();
    if (baseline !== undefined) report.notes.push(...outdated(baseline, report));
    const saved = last(args, 'save');
    if (saved !== undefined) writeFileSync(saved, `${JSON.stringify(report)}\n`);
    await give(wanted, report);
    const code = exitCode(report);
    if (!update) return code;
    const failures = writeBaseline(file!, report);
    process.stderr.write(`${file} now lists ${failures} failures.\n`);
    return code === 2 ? 2 : 0;
  } catch (error) {
    progress?.end();
    const code = interrupt.code();
    if (code === undefined) throw error;
    return code;
  } finally {
    interrupt[Symbol.dispose]();
  }
}

async function give(wanted: Outputs, report: Awaited<ReturnType<typeof check>>): Promise<void> {
  const { render } = await import('./render.ts');
  await render(wanted, report);
}

/** Redrawn lines are for people: not for a file, a pipe, CI, or a terminal that cannot move its cursor. */
function streamOf(stream: NodeJS.WriteStream): ConstructorParameters<typeof ProgressReport>[0] {
  const { CI: ci = '', TERM: term } = process.env;
  const live = stream.isTTY && ['', 'false', '0'].includes(ci) && term !== 'dumb';
  return { stream, live, color: wantsColor(stream, process.env) };
}
