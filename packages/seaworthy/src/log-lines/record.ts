import type { LogLine } from '../engine/evidence.ts';

/** One value in a log line, with its path in the record: `req.headers.host`. */
export interface Field {
  key: string;
  value: string | number | boolean;
}

export interface LogRecord {
  line: LogLine;
  /** `access` is the common or combined log format of web servers; `text` is for people. */
  format: 'json' | 'logfmt' | 'access' | 'text';
  /** Empty for `text`. */
  fields: Field[];
  /** All values, unescaped, for searching. */
  text: string;
}

// oxlint-disable-next-line no-control-regex -- colours
const COLOUR = /\u001b\[[\d;]*m/g;
const PAIR = /([\w.@/-]+)=("(?:[^"\\]|\\.)*"|[^\s"=]*)(?:\s+|$)/y;
const ACCESS =
  /^(?<remote>\S+) \S+ \S+ \[(?<time>[^\]]{10,40})\] "(?<method>[A-Z]+) (?<path>[^" ]*) HTTP\/[\d.]+" (?<status>\d{3}) (?<bytes>\d+|-)/;
const DEEPEST = 8;

/** What a program can read out of a line. */
export function recordOf(line: LogLine): LogRecord {
  const plain = line.text.replaceAll(COLOUR, '').trim();
  const json = jsonFields(plain);
  if (json !== undefined) return made(line, 'json', json);
  const logfmt = logfmtFields(plain);
  if (logfmt !== undefined) return made(line, 'logfmt', logfmt);
  const groups = ACCESS.exec(plain)?.groups;
  if (groups !== undefined) {
    const fields = Object.entries(groups).map(([key, value]) => ({ key, value: typed(value) }));
    return { line, format: 'access', fields, text: plain };
  }
  return { line, format: 'text', fields: [], text: plain };
}

/** `statusCode` of `res.statusCode`. */
export function nameOf({ key }: Field): string {
  return key.slice(key.lastIndexOf('.') + 1);
}

function made(line: LogLine, format: LogRecord['format'], fields: Field[]): LogRecord {
  return { line, format, fields, text: fields.map(({ value }) => String(value)).join(' ') };
}

function jsonFields(text: string): Field[] | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return leaves(JSON.parse(text), '', 0);
  } catch {
    return undefined;
  }
}

function leaves(value: unknown, key: string, depth: number): Field[] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return [{ key, value }];
  if (typeof value !== 'object' || value === null || depth === DEEPEST) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    leaves(part, key === '' ? name : `${key}.${name}`, depth + 1),
  );
}

/** At least two `key=value` pairs and nothing else. */
function logfmtFields(text: string): Field[] | undefined {
  const fields: Field[] = [];
  PAIR.lastIndex = 0;
  for (let end = 0; end < text.length; end = PAIR.lastIndex) {
    const found = PAIR.exec(text);
    if (found === null) return undefined;
    fields.push({ key: found[1]!, value: typed(unquoted(found[2]!)) });
  }
  return fields.length < 2 ? undefined : fields;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;
}

function typed(text: string): string | number {
  return /^-?\d{1,15}(?:\.\d+)?$/.test(text) ? Number(text) : text;
}
