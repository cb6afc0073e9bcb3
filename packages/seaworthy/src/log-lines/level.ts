import { nameOf, type Field, type LogRecord } from './record.ts';

/** By weight: `info` is 2, `error` 4. */
export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LevelName = (typeof LEVELS)[number];

const NAMES: Readonly<Record<string, LevelName>> = {
  trace: 'trace',
  debug: 'debug',
  verbose: 'debug',
  info: 'info',
  information: 'info',
  notice: 'info',
  log: 'info',
  warn: 'warn',
  warning: 'warn',
  error: 'error',
  err: 'error',
  severe: 'error',
  fatal: 'fatal',
  critical: 'fatal',
  crit: 'fatal',
  alert: 'fatal',
  emergency: 'fatal',
  panic: 'fatal',
};
const KEY = /^(?:level|lvl|levelname|log_?level|severity|severity_?text|severity_?number|@?l|priority)$/i;
const WORD = /\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|SEVERE|CRITICAL|FATAL|PANIC)\b/;
/** RFC 5424: 0 is the gravest. */
const SYSLOG: readonly LevelName[] = ['fatal', 'fatal', 'fatal', 'error', 'warn', 'info', 'info', 'debug'];
/** Where the level of a text line stands. */
const BEGINNING = 100;

/** The level of a line, whatever the words or numbers of its logger; `undefined` when it has none. */
export function levelOf(record: LogRecord): LevelName | undefined {
  if (record.format === 'text')
    return NAMES[WORD.exec(record.text.slice(0, BEGINNING))?.[0].toLowerCase() ?? ''];
  const named = record.fields.filter((field) => KEY.test(nameOf(field)));
  for (const field of named) {
    const level = ofField(field);
    if (level !== undefined) return level;
  }
  return undefined;
}

/** Whether `level` is at least as grave as `least`. */
export function isAtLeast(level: LevelName | undefined, least: LevelName): boolean {
  return level !== undefined && LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

function ofField(field: Field): LevelName | undefined {
  const { value } = field;
  if (typeof value === 'string' && !/^\d+$/.test(value)) return NAMES[value.toLowerCase()];
  const number = Number(value);
  // OpenTelemetry: 1 to 24, four for each level.
  if (/number$/i.test(nameOf(field))) return LEVELS[Math.floor((number - 1) / 4)];
  if (number <= 7) return SYSLOG[number];
  // Bunyan and pino: 10 to 60.
  return number < 70 ? LEVELS[Math.floor(number / 10) - 1] : undefined;
}
