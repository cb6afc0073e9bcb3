import { allRules } from '../config/plan.ts';
import { loadConfig } from '../config/load.ts';
import { TOPICS, type Rule } from '../engine/rule.ts';
import { painter, wantsColor } from '../report/terminal/paint.ts';
import { wrap } from '../report/terminal/wrap.ts';
import { parse, type Flags } from './arguments.ts';
import { UsageError } from './usage-error.ts';

const FLAGS = {
  json: { type: 'boolean', help: 'as JSON' },
  help: { type: 'boolean', short: 'h', help: 'this' },
} as const satisfies Flags;

const HELP = `seaworthy list: every rule, your own included

Usage
  seaworthy list [--json]
  seaworthy --list [--json]
`;

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parse(FLAGS, argv);
  if (values['help'] !== undefined) {
    process.stdout.write(HELP);
    return 0;
  }
  if (positionals.length > 0)
    throw new UsageError(`seaworthy list takes no ${positionals[0]}; seaworthy explain <rule> does.`);
  const loaded = await loadConfig(process.cwd());
  const rules = await allRules(loaded?.config ?? {}, loaded?.folder ?? process.cwd());
  process.stdout.write(values['json'] === undefined ? table(rules, process.stdout.columns) : json(rules));
  return 0;
}

/** By topic; titles under the ids where the terminal is narrow. */
export function table(
  rules: readonly Rule[],
  columns = 100,
  color = wantsColor(process.stdout, process.env),
): string {
  const paint = painter(color);
  const widest = Math.max(0, ...rules.map(({ id }) => id.length));
  const beside = widest + 12;
  const narrow = columns - beside < 30;
  const indent = narrow ? 4 : beside;
  const lines = TOPICS.flatMap((topic) => {
    const own = rules.filter(({ id }) => id.startsWith(`${topic}/`));
    if (own.length === 0) return [];
    return ['', paint(topic, 'bold'), ...own.flatMap((rule) => entry(rule))];
  });
  function entry({ id, level, title }: Rule): string[] {
    const [first = '', ...more] = wrap(title, Math.min(columns, 120) - indent);
    const head = `  ${level.padEnd(6)}  ${paint(id, 'cyan')}`;
    const pad = ' '.repeat(indent);
    if (narrow) return [head, ...[first, ...more].map((line) => pad + line)];
    return [`${head}${' '.repeat(widest - id.length + 2)}${first}`, ...more.map((line) => pad + line)];
  }
  const { length } = rules;
  return `${lines.slice(1).join('\n')}\n\n${length} rules. seaworthy explain <rule> says more.\n`;
}

function json(rules: readonly Rule[]): string {
  const shown = rules.map(({ id, level, owner, title, source }) => ({ id, level, owner, title, source }));
  return `${JSON.stringify(shown, null, 2)}\n`;
}
