import { loadConfig } from '../config/load.ts';
import { didYouMean } from '../config/nearest.ts';
import { allRules } from '../config/plan.ts';
import { recognise } from '../config/recognise.ts';
import { RULES as DOCTOR_RULES } from '../doctor/rules.ts';
import { FRAMEWORKS, type Framework, type Rule } from '../engine/rule.ts';
import { painter, wantsColor } from '../report/terminal/paint.ts';
import { wrap } from '../report/terminal/wrap.ts';
import { parse, type Flags } from './arguments.ts';
import { UsageError } from './usage-error.ts';

const FLAGS = {
  all: { type: 'boolean', help: 'the fix for every framework, not only for the one recognised here' },
  help: { type: 'boolean', short: 'h', help: 'this' },
} as const satisfies Flags;

const HELP = `seaworthy explain: what a rule wants, why, how it is judged, and how to mend it

Usage
  seaworthy explain <rule> [--all]
`;

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parse(FLAGS, argv);
  if (values['help'] !== undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  const [id, second] = positionals;
  if (id === undefined || second !== undefined)
    throw new UsageError('Expected one rule: seaworthy explain <rule>; seaworthy list names all.');
  const loaded = await loadConfig(process.cwd());
  const rules = await allRules(loaded?.config ?? {}, loaded?.folder ?? process.cwd());
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) {
    const finding = DOCTOR_RULES.find((one) => one.id === id);
    if (finding !== undefined) {
      process.stdout.write(
        `${id}  a finding of the doctor\n${finding.title}\n\n` +
          'It depends on the process what is to be done: seaworthy doctor <pid> says where it is wrong, how that shows, and the fix.\n',
      );
      return 0;
    }
    const meant =
      didYouMean(
        id,
        rules.map((one) => one.id),
      ) || '; seaworthy list names all';
    throw new UsageError(`${id} is not a rule${meant}`);
  }
  const framework = values['all'] === undefined ? recognise(process.cwd())?.framework : undefined;
  const color = wantsColor(process.stdout, process.env);
  process.stdout.write(
    explanation(rule, {
      ...(framework !== undefined && { framework }),
      color,
      columns: process.stdout.columns,
    }),
  );
  return 0;
}

export interface ExplanationOptions {
  /** Only the fix for this one; default: all. */
  framework?: Framework;
  color?: boolean;
  columns?: number | undefined;
}

/** A rule's page for the terminal. */
export function explanation(
  { id, level, owner, title, why, doNotFlag, fix, source, uses }: Rule,
  { framework, color = false, columns = 100 }: ExplanationOptions = {},
): string {
  const paint = painter(color);
  const width = Math.min(columns, 100);
  const section = (name: string, text: string): string[] => [
    '',
    paint(name, 'bold'),
    ...wrap(text, width - 2).map((line) => `  ${line}`),
  ];
  const entry = (name: string, text: string): string[] => {
    const [first = '', ...more] = wrap(text, Math.max(20, width - 16));
    return [`  ${paint(name.padEnd(12), 'cyan')}  ${first}`, ...more.map((line) => ' '.repeat(16) + line)];
  };
  const done = [...new Set(Object.values(uses).map((experiment) => experiment.title))];
  // Who has no advice of their own is told what everybody is.
  const own = FRAMEWORKS.filter((name) => fix[name] !== fix.any);
  const fixes = framework === undefined ? [...own, 'any' as const] : [framework];
  return [
    `${paint(id, 'bold')}  ${level}, decided by the ${owner}`,
    ...wrap(title, width),
    ...section('Why', why),
    '',
    paint('How it is judged', 'bold'),
    ...done.flatMap((what) =>
      wrap(`- ${what}`, width - 2).map((line, index) => `  ${index === 0 ? '' : '  '}${line}`),
    ),
    ...section('Not flagged', doNotFlag),
    '',
    paint('Fix', 'bold'),
    ...fixes.flatMap((name) => entry(name === 'any' ? 'others' : name, fix[name])),
    ...section('Source', source),
    '',
  ].join('\n');
}
