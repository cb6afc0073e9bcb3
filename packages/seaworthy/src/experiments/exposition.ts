/** One value of a Prometheus exposition. */
export interface Sample {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** What a page of metrics says. */
export interface Exposition {
  samples: Sample[];
  /** By metric name: `counter`, `gauge`, `histogram`, `summary`, … */
  types: Readonly<Record<string, string>>;
  /** Lines that no parser takes, with their numbers from 1; at most ten. */
  faults: { line: number; text: string }[];
}

const NAME = String.raw`[a-zA-Z_:][\w:]*`;
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const LABEL = String.raw`(?:[a-zA-Z_]\w*|${QUOTED})\s*=\s*${QUOTED}`;
/** Since Prometheus 3 the name may be any text, quoted, in front of the labels. */
const BRACES = String.raw`\{\s*(?:(${QUOTED})\s*(?:,\s*|(?=\})))?((?:${LABEL}\s*(?:,\s*|(?=\})))*)\}`;
const NUMBER = String.raw`[-+]?(?:Inf|inf|NaN|nan|\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|0[xX][\da-fA-F]+)`;
/** Value, perhaps a timestamp, perhaps an exemplar of OpenMetrics. */
const SAMPLE = new RegExp(
  String.raw`^(${NAME})?(?:\s*${BRACES})?\s+(${NUMBER})(?:\s+[-+]?[\d.]+(?:e[-+]?\d+)?)?(?:\s+#\s*\{.*)?\s*$`,
);
const TYPE = new RegExp(String.raw`^#\s+TYPE\s+(${NAME}|${QUOTED})\s+(\S+)\s*$`);
const TYPES = new Set(
  'counter gauge histogram summary untyped unknown info stateset gaugehistogram'.split(' '),
);
const MOST_FAULTS = 10;

/** Reads the text formats of Prometheus, 0.0.4 and OpenMetrics. */
export function parseExposition(text: string): Exposition {
  const samples: Sample[] = [];
  const types: Record<string, string> = {};
  const faults: Exposition['faults'] = [];
  text.split('\n').forEach((raw, at) => {
    const line = raw.trimEnd();
    if (line === '') return;
    const good = line.startsWith('#') ? comment(line, types) : sample(line, samples);
    if (!good && faults.length < MOST_FAULTS) faults.push({ line: at + 1, text: line.slice(0, 200) });
  });
  return { samples, types, faults };
}

function comment(line: string, types: Record<string, string>): boolean {
  if (!/^#\s+TYPE\s/.test(line)) return true;
  const [, name, type] = TYPE.exec(line) ?? [];
  if (name === undefined || type === undefined || !TYPES.has(type)) return false;
  types[unquoted(name)] = type;
  return true;
}

function sample(line: string, samples: Sample[]): boolean {
  const [whole, plain, quoted, labels = '', value = ''] = SAMPLE.exec(line) ?? [];
  const name = plain ?? (quoted && unquoted(quoted));
  if (whole === undefined || name === undefined || (plain !== undefined && quoted !== undefined))
    return false;
  const pairs = labels.matchAll(new RegExp(String.raw`([a-zA-Z_]\w*|${QUOTED})\s*=\s*(${QUOTED})`, 'g'));
  const named = Object.fromEntries(Array.from(pairs, ([, key, text]) => [unquoted(key!), unquoted(text!)]));
  samples.push({ name, labels: named, value: numberOf(value) });
  return true;
}

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  return text.slice(1, -1).replaceAll(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char));
}

function numberOf(text: string): number {
  if (/inf/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
}
