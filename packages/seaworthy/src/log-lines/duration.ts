import type { LogRecord } from './record.ts';

/** A number of a line that may be a duration: in ms for each unit that it may have. */
export interface Duration {
  /** Empty in a text line. */
  key: string;
  text: string;
  ms: number[];
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
};
const WITH_UNIT = /(\d+(?:\.\d+)?) ?(ns|us|µs|μs|ms|s)\b/g;
const DECIMAL = /(?<![\d.:/-])\d+\.\d+(?![\d.:/-])/g;
const NAMED =
  /dur|elapsed|took|taken|latency|response_?time|time_?(?:ms|s|us|ns)$|_?(?:ms|seconds|millis|micros|nanos)$/i;

/** Every number of the line, unless a time of day or an address, with the durations that it may stand for. */
export function durationsOf({ format, fields, text }: LogRecord): Duration[] {
  if (format === 'text' || format === 'access') return inText('', text);
  return fields.flatMap(({ key, value }) => {
    if (typeof value === 'number') return [{ key, text: String(value), ms: inAnyUnit(value) }];
    if (typeof value === 'string' && value.length < 40) {
      return /^\d+(?:\.\d+)?$/.test(value)
        ? [{ key, text: value, ms: inAnyUnit(Number(value)) }]
        : inText(key, value);
    }
    return typeof value === 'string' && /^(?:msg|message|event)$/i.test(key) ? inText(key, value) : [];
  });
}

/** Whether the name of a field says that it is a duration. */
export function isNamedDuration({ key }: Duration): boolean {
  return NAMED.test(key.slice(key.lastIndexOf('.') + 1));
}

function inText(key: string, text: string): Duration[] {
  const withUnit = [...text.matchAll(WITH_UNIT)].map(([all, number, unit]) => ({
    key,
    text: all,
    ms: [Number(number) * (UNITS[unit!] ?? 1)],
  }));
  const bare = [...text.matchAll(DECIMAL)].map(([all]) => ({ key, text: all, ms: inAnyUnit(Number(all)) }));
  // The last number of an access line may be its duration.
  const last = /(?<= )\d+$/.exec(text);
  return [...withUnit, ...bare, ...(last ? [{ key, text: last[0], ms: inAnyUnit(Number(last[0])) }] : [])];
}

function inAnyUnit(number: number): number[] {
  return [1, 1000, 1e-3, 1e-6].map((scale) => number * scale);
}
