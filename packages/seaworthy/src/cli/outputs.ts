import { last, type Arguments } from './arguments.ts';
import { UsageError } from './usage-error.ts';

export const FORMATS = ['json', 'markdown', 'junit', 'sarif', 'badge', 'html'] as const;
export type Format = (typeof FORMATS)[number];

/** Where the report goes. */
export interface Outputs {
  /** What stdout gets; `terminal` is the report for people. */
  stdout: Format | 'terminal';
  files: { format: Format; file: string }[];
  /** Annotations for GitHub Actions, on stdout after the report. */
  github: boolean;
  verbose: boolean;
}

/** `--json` takes stdout, `--json=file` a file. Throws a {@link UsageError} when two formats want stdout. */
export function outputs(args: Arguments): Outputs {
  const given = FORMATS.flatMap((format) => {
    const file = last(args, format);
    return file === undefined ? [] : [{ format, file }];
  });
  const [first, second] = given.filter(({ file }) => file === '');
  if (first !== undefined && second !== undefined)
    throw new UsageError(
      `--${first.format} and --${second.format} both want stdout: give one of them a file, --${second.format}=<file>.`,
    );
  const github = args.values['github'] !== undefined;
  if (github && first !== undefined)
    throw new UsageError(`--${first.format} and --github both want stdout: write --${first.format}=<file>.`);
  return {
    stdout: first?.format ?? 'terminal',
    files: given.filter(({ file }) => file !== ''),
    github,
    verbose: args.values['verbose'] !== undefined,
  };
}
