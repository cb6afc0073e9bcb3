import { parseArgs } from 'node:util';
import { didYouMean } from '../../nearest.ts';
import { UsageError } from '../../usage-error.ts';

export interface Arguments {
  flags: ReadonlySet<string>;
  positionals: string[];
}

/** Reads a command line whose flags take no value. Throws a {@link UsageError} for an unknown one. */
export function parse(argv: readonly string[], known: readonly string[]): Arguments {
  const all = [...known, 'help'];
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    tokens: true,
    options: Object.fromEntries(
      all.map((name) => [name, { type: 'boolean', ...(name === 'help' && { short: 'h' }) } as const]),
    ),
  });
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!all.includes(token.name)) {
      const names = all.map((name) => `--${name}`);
      throw new UsageError(
        `${token.rawName} is not a flag${didYouMean(token.rawName, names) || '; --help names all'}`,
      );
    }
    if (token.value !== undefined)
      throw new UsageError(`${token.rawName} takes no value, got ${JSON.stringify(token.value)}.`);
    flags.add(token.name);
  }
  return { flags, positionals };
}
