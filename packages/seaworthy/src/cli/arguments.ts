import { parseArgs } from 'node:util';
import { didYouMean } from '../config/nearest.ts';
import { UsageError } from './usage-error.ts';

export interface Flag {
  /** `optional`: may stand alone, or carry a value after `=`. */
  type: 'string' | 'boolean' | 'optional';
  short?: string;
  /** What the value is called in the help. */
  value?: string;
  /** One phrase for the help. */
  help: string;
}

export type Flags = Readonly<Record<string, Flag>>;

export interface Arguments {
  /** Each flag's values in the order given; a flag that stands alone has the empty string. */
  values: Readonly<Record<string, readonly string[]>>;
  positionals: string[];
  /** What follows `--`; `undefined` when there is no `--`. */
  rest: string[] | undefined;
}

/** Reads the command line. Throws a {@link UsageError} for an unknown flag, or a value too many or too few. */
export function parse(flags: Flags, argv: readonly string[]): Arguments {
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(flags).map(([name, { type, short }]) => [
        name,
        { type: type === 'string' ? 'string' : 'boolean', ...(short !== undefined && { short }) } as const,
      ]),
    ),
  });
  const values: Record<string, string[]> = {};
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') return { values, positionals, rest: argv.slice(token.index + 1) };
    if (token.kind === 'positional') positionals.push(token.value);
    else {
      const flag = Object.hasOwn(flags, token.name) ? flags[token.name] : undefined;
      if (flag === undefined) throw new UsageError(unknown(flags, token.rawName));
      const { value, inlineValue } = token;
      if (flag.type === 'boolean' && value !== undefined)
        throw new UsageError(`${token.rawName} takes no value, got ${JSON.stringify(value)}.`);
      if (
        flag.type === 'string' &&
        (value === undefined || value === '' || (!inlineValue && value.startsWith('-')))
      )
        throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${flag.value}.`);
      (values[token.name] ??= []).push(value ?? '');
    }
  }
  return { values, positionals, rest: undefined };
}

/** The last value of a flag. */
export function last({ values }: Arguments, name: string): string | undefined {
  return values[name]?.at(-1);
}

/** Every value of a repeatable flag; commas separate too. */
export function list({ values }: Arguments, name: string): string[] | undefined {
  return values[name]?.flatMap((value) => value.split(',')).filter(Boolean);
}

function unknown(flags: Flags, typed: string): string {
  const names = Object.keys(flags).map((name) => `--${name}`);
  return `${typed} is not a flag${didYouMean(typed, names) || '; --help names all'}`;
}
