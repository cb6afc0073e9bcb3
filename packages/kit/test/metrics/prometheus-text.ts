/** One sample line. */
export interface Line {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** One metric with its comments. */
export interface Family {
  name: string;
  type: string;
  help: string;
  lines: Line[];
}

const METRIC = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const VALUE = /^(?:NaN|[+-]Inf|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/;

/** Parses the text format 0.0.4 and throws at the first thing that is not exactly as the format says. */
export function parsePrometheus(text: string): Map<string, Family> {
  if (!text.endsWith('\n')) throw new Error('Expected the last line to end in a line feed');
  const families = new Map<string, Family>();
  const seen = new Set<string>();
  let family: Family | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue;
    const help = new RegExp(`^# HELP (${METRIC}) (.*)$`).exec(line);
    const type = new RegExp(`^# TYPE (${METRIC}) (counter|gauge|histogram|summary|untyped)$`).exec(line);
    if (help !== null) {
      if (families.has(help[1]!)) throw new Error(`A second HELP for ${help[1]}`);
      family = { name: help[1]!, help: help[2]!, type: '', lines: [] };
      families.set(family.name, family);
    } else if (type !== null) {
      if (family?.name !== type[1] || family!.lines.length > 0) throw new Error(`A stray TYPE: ${line}`);
      family!.type = type[2]!;
    } else {
      const sample = parseLine(line);
      if (family === undefined || !belongs(sample.name, family)) throw new Error(`A stray sample: ${line}`);
      const identity = `${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (seen.has(identity)) throw new Error(`The same series twice: ${line}`);
      seen.add(identity);
      family.lines.push(sample);
    }
  }
  for (const one of families.values()) if (one.type === 'histogram') requireHistogram(one);
  return families;
}

function parseLine(line: string): Line {
  const parts = new RegExp(`^(${METRIC})(?:\\{(.*)\\})? (\\S+)$`).exec(line);
  if (parts === null || !VALUE.test(parts[3]!)) throw new Error(`Not a sample: ${line}`);
  const labels: Record<string, string> = {};
  const text = parts[2] ?? '';
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const at = LABEL.lastIndex;
    const label = LABEL.exec(text);
    if (label === null) throw new Error(`Not a label at ${at}: ${line}`);
    if (Object.hasOwn(labels, label[1]!)) throw new Error(`A label twice: ${line}`);
    labels[label[1]!] = label[2]!.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
  }
  return { name: parts[1]!, labels, value: Number(parts[3]!.replace('Inf', 'Infinity')) };
}

function belongs(name: string, { name: family, type }: Family): boolean {
  const suffixes = { histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] }[type] ?? [
    '',
  ];
  return suffixes.some((suffix) => name === family + suffix);
}

/** Buckets rise, the last one is +Inf and equals the count, and there is a sum. */
function requireHistogram({ name, lines }: Family): void {
  const series = new Map<string, Line[]>();
  for (const line of lines) {
    const { le: _, ...labels } = line.labels;
    const key = JSON.stringify(labels);
    series.set(key, [...(series.get(key) ?? []), line]);
  }
  for (const [key, members] of series) {
    const buckets = members.filter((line) => line.name === `${name}_bucket`);
    const [sum, count] = ['_sum', '_count'].map((end) => members.filter((line) => line.name === name + end));
    if (sum!.length !== 1 || count!.length !== 1)
      throw new Error(`${name}${key}: expected one sum and one count`);
    const bounds = buckets.map(({ labels }) => Number(labels.le!.replace('Inf', 'Infinity')));
    if (bounds.some((bound, i) => i > 0 && !(bound > bounds[i - 1]!)))
      throw new Error(`${name}${key}: bounds do not rise`);
    if (buckets.some(({ value }, i) => i > 0 && value < buckets[i - 1]!.value))
      throw new Error(`${name}${key}: not cumulative`);
    if (bounds.at(-1) !== Infinity || buckets.at(-1)!.value !== count![0]!.value) {
      throw new Error(`${name}${key}: expected the last bucket to be +Inf and to equal the count`);
    }
  }
}
