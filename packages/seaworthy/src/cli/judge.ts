import { readFileSync } from 'node:fs';
import { loadConfig } from '../config/load.ts';
import { acceptances, allRules } from '../config/plan.ts';
import { judge } from '../engine/judge.ts';
import { exitCode } from '../report/exit-code.ts';
import { buildReport, type Report } from '../report/report.ts';
import { version } from '../version.ts';
import { last, parse, type Flags } from './arguments.ts';
import { readBaseline } from './baseline.ts';
import { CHECK_FLAGS, OUTPUT_FLAGS } from './check-flags.ts';
import { flagsHelp } from './flags-help.ts';
import { outputs } from './outputs.ts';
import { render } from './render.ts';
import { UsageError } from './usage-error.ts';

const FLAGS: Flags = {
  config: CHECK_FLAGS.config,
  baseline: CHECK_FLAGS.baseline,
  ...Object.fromEntries(OUTPUT_FLAGS.map((name) => [name, CHECK_FLAGS[name]])),
};

const HELP = `seaworthy judge: judges a saved run again, without the service

Usage
  seaworthy judge [flags] <run.json>   written by seaworthy check --save run.json

Flags
${flagsHelp(FLAGS)}
`;

export async function run(argv: string[]): Promise<number> {
  const args = parse(FLAGS, argv);
  if (args.values['help'] !== undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  const [file, second] = args.positionals;
  if (file === undefined || second !== undefined)
    throw new UsageError('Expected one saved run: seaworthy judge run.json');
  const saved = read(file);
  const loaded = await loadConfig(process.cwd(), last(args, 'config'));
  const config = loaded?.config ?? {};
  const rules = await allRules(config, loaded?.folder ?? process.cwd());
  const ids = new Set(saved.findings.map(({ id }) => id));
  const gone = [...ids].filter((id) => !rules.some((rule) => rule.id === id));
  const baseline = last(args, 'baseline');
  const report = buildReport({
    tool: { name: 'seaworthy', version: version() },
    service: saved.service,
    startedAt: new Date(saved.startedAt),
    ms: saved.ms,
    findings: judge(
      rules.filter(({ id }) => ids.has(id)),
      saved.observations,
    ),
    observations: saved.observations,
    accept: acceptances(config),
    ...(baseline !== undefined && { baseline: readBaseline(baseline) }),
    notes: [
      ...saved.notes,
      ...gone.map(
        (id) =>
          `${id} was judged in the saved run, but is not a rule here: load it by rules in the configuration.`,
      ),
    ],
  });
  await render(outputs(args), report);
  return exitCode(report);
}

function read(file: string): Report {
  let value: Report | null;
  try {
    value = JSON.parse(readFileSync(file, 'utf8')) as Report | null;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`);
  }
  if (value?.version !== 1 || !Array.isArray(value.findings) || typeof value.observations !== 'object')
    throw new UsageError(`Expected a run of seaworthy check --save in ${file}, got something else.`);
  return value;
}
