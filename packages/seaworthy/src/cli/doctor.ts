import { writeFileSync } from 'node:fs';
import { diagnose, type Diagnosis } from '../doctor/diagnose.ts';
import type { Examination } from '../doctor/examination.ts';
import { examine, type ExamineOptions } from '../doctor/examine.ts';
import { html } from '../doctor/report/html.ts';
import { json } from '../doctor/report/json.ts';
import { terminal } from '../doctor/report/terminal.ts';
import { findProcess, listed } from '../doctor/target/find-process.ts';
import { nodeProcesses, type NodeProcess } from '../doctor/target/node-process.ts';
import { Target } from '../doctor/target/target.ts';
import { wantsColor } from '../report/terminal/paint.ts';
import { underLoad } from '../under-load.ts';
import { whenAborted } from '../when-aborted.ts';
import { last, parse, type Arguments } from './arguments.ts';
import { DOCTOR_FLAGS } from './doctor-flags.ts';
import { flagsHelp } from './flags-help.ts';
import { interruptible } from './interrupt.ts';
import { settings } from './settings.ts';
import { UsageError } from './usage-error.ts';
import { watched } from './watched.ts';

const HELP = `seaworthy doctor: what is wrong with this Node process right now

Usage
  seaworthy doctor <pid | port | script> [flags]
  seaworthy doctor --load -- <command>    starts it and examines it under a load of its own
  seaworthy doctor                        lists the Node processes that it may examine

It attaches to the process without a restart, looks for some seconds, says what is wrong, where in the source and what
to do, and leaves the process as it was.

Flags
${flagsHelp(DOCTOR_FLAGS)}

Examples
  npx seaworthy doctor 4711
  npx seaworthy doctor :3000
  npx seaworthy doctor server.js --memory
  npx seaworthy doctor --load --memory -- node server.js

Exit codes: 0 nothing wrong, 1 findings, 2 could not attach, or could not start.
`;

export async function run(argv: string[]): Promise<number> {
  const args = parse(DOCTOR_FLAGS, argv);
  if (args.values['help'] !== undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  const started = commandIn(args);
  const [wanted, second] = args.positionals;
  if (second !== undefined)
    throw new UsageError('Expected one process: seaworthy doctor <pid | port | script>.');
  if (wanted === undefined && started === undefined) return list();
  if (last(args, 'json') === '' && last(args, 'html') === '')
    throw new UsageError('--json and --html both want stdout: give one of them a file, --html=<file>.');
  const window = seconds(last(args, 'window'));
  const maxPause = milliseconds(last(args, 'max-pause')) ?? 500;
  const options: ExamineOptions = {
    memory: args.values['memory'] !== undefined,
    ...(args.values['deep'] !== undefined && { deep: { maxPause, yes: args.values['yes'] !== undefined } }),
    ...(window !== undefined && { window }),
    stage: say,
  };
  using interrupt = interruptible(() => say('leaves the process as it was'));
  try {
    if (started === undefined && args.values['watch'] !== undefined)
      return await watched(findProcess(wanted!), interrupt.signal);
    const examination =
      started === undefined
        ? await examined(findProcess(wanted!), options, interrupt.signal)
        : await examinedUnderLoad(started, options, interrupt.signal);
    const diagnosis = diagnose(examination);
    print(args, examination, diagnosis);
    return diagnosis.findings.length === 0 ? 0 : 1;
  } catch (error) {
    const code = interrupt.code();
    if (code === undefined) throw error;
    return code;
  }
}

/** What stands behind `--`, and the flags that say how to start it. */
function commandIn(args: Arguments): Arguments | undefined {
  const { rest, values, positionals } = args;
  if (rest === undefined && values['load'] === undefined) return undefined;
  const trailing = rest?.at(-1) === '--load';
  const command = trailing ? rest.slice(0, -1) : (rest ?? []);
  if (command.length === 0 || positionals.length > 0)
    throw new UsageError('Expected a command alone behind --: seaworthy doctor --load -- node server.js.');
  if (!trailing && values['load'] === undefined)
    throw new UsageError(
      'A process that nobody asks anything shows little: seaworthy doctor --load -- node server.js starts it and asks it.',
    );
  if (values['watch'] !== undefined)
    throw new UsageError('--watch looks at a process that runs; start it, and name its port or script.');
  return { ...args, rest: command };
}

/** Rejects when somebody stops it; the process is left as it was in any case. */
async function examined(
  found: NodeProcess,
  options: ExamineOptions,
  signal: AbortSignal,
): Promise<Examination> {
  say(`attaches to process ${found.pid}, which will say on its stderr that a debugger did`);
  const settled = new AbortController();
  const stopped = whenAborted(signal, settled.signal);
  try {
    await using target = await Target.attach(found);
    return await Promise.race([examine(target, options), stopped]);
  } finally {
    settled.abort();
  }
}

async function examinedUnderLoad(
  args: Arguments,
  options: ExamineOptions,
  signal: AbortSignal,
): Promise<Examination> {
  const { config, folder, options: opening } = await settings(args, process.cwd());
  say(`starts ${args.rest!.join(' ')}`);
  await using service = await underLoad(config, { ...opening, folder, signal, watch: { stage: say } });
  const examination = await examined(service.process, options, signal);
  return { ...examination, load: await service.stop() };
}

function say(what: string): void {
  process.stderr.write(`${what}\n`);
}

function print(args: Arguments, examination: Examination, diagnosis: Diagnosis): void {
  let told = false;
  for (const [name, render] of Object.entries({ json, html })) {
    const file = last(args, name);
    if (file === undefined) continue;
    const text = render(examination, diagnosis);
    if (file !== '') writeFileSync(file, text);
    else {
      process.stdout.write(text);
      told = true;
    }
  }
  if (told) return;
  const color = wantsColor(process.stdout, process.env);
  const verbose = args.values['verbose'] !== undefined;
  process.stdout.write(terminal(examination, diagnosis, { color, columns: process.stdout.columns, verbose }));
}

function list(): number {
  const all = nodeProcesses();
  process.stdout.write(
    all.length === 0
      ? 'No Node process of this user runs here.\n'
      : `Name one of these by its pid, port or script:\n${listed(all)}\n`,
  );
  return 2;
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number >= 1 && number <= 60)) throw new UsageError(`--window takes 1 to 60 seconds, got ${text}.`);
  return number * 1000;
}

function milliseconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!(number >= 0)) throw new UsageError(`--max-pause takes milliseconds, got ${text}.`);
  return number;
}
