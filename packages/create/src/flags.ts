import { parseArgs } from 'node:util';
import { didYouMean } from './nearest.ts';
import { UsageError } from './usage-error.ts';

interface Flag {
  short?: string;
  /** What the value is called in the help; a flag without one takes none. */
  value?: string;
  help: string;
}

const FLAGS = {
  framework: { short: 'f', value: '<id>', help: 'the starter: see --list' },
  name: { value: '<name>', help: "the project's name; by default the folder's" },
  db: { value: '<kind>', help: 'embedded (PostgreSQL, DATABASE_URL in production) or none' },
  with: { value: '<a,b>', help: 'extras to have: docker, ci, kubernetes, redis' },
  without: { value: '<a,b>', help: 'extras to leave out' },
  port: { value: '<port>', help: 'the port that the service listens on by default' },
  pm: { value: '<name>', help: 'npm, pnpm, yarn or bun' },
  'no-install': { help: 'write the files only; do not install what they need' },
  'no-git': { help: 'make no repository and no commit' },
  force: { help: 'write into a folder that has other files; what is there already is kept' },
  yes: { short: 'y', help: 'ask nothing: what is not told is default' },
  'dry-run': { help: 'say what would be written, and write nothing' },
  json: { help: 'one JSON document on stdout; asks nothing' },
  list: { help: 'the frameworks, what each is best for, and whether its tools are on this machine' },
  help: { short: 'h', help: 'this' },
  version: { short: 'V', help: 'the version' },
} as const satisfies Record<string, Flag>;

type Name = keyof typeof FLAGS;

/** A command line, understood but not yet checked against a starter. */
export interface Flags {
  folder?: string;
  framework?: string;
  name?: string;
  db?: string;
  with?: string[];
  without?: string[];
  port?: number;
  pm?: string;
  install: boolean;
  git: boolean;
  force: boolean;
  yes: boolean;
  dryRun: boolean;
  json: boolean;
  list: boolean;
  help: boolean;
  version: boolean;
}

/** Reads a command line. Throws a {@link UsageError} for what is unknown, missing or too much. */
export function parseFlags(argv: readonly string[]): Flags {
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries<Flag>(FLAGS).map(([name, { short, value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short !== undefined && { short }) } as const,
      ]),
    ),
  });
  const values = new Map<Name, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (!Object.hasOwn(FLAGS, token.name)) throw new UsageError(unknown(token.rawName));
    const name = token.name as Name;
    const flag: Flag = FLAGS[name];
    if (flag.value === undefined && token.value !== undefined)
      throw new UsageError(`${token.rawName} takes no value, got ${JSON.stringify(token.value)}.`);
    if (flag.value !== undefined && (token.value ?? '') === '')
      throw new UsageError(`${token.rawName} needs a value: --${name} ${flag.value}.`);
    values.set(name, token.value ?? '');
  }
  const wanted = listed(values.get('with'));
  const unwanted = listed(values.get('without'));
  const both = wanted?.filter((word) => unwanted?.includes(word)) ?? [];
  if (both.length > 0)
    throw new UsageError(`Expected ${both.join(', ')} after --with or after --without, got both.`);
  const [folder, ...more] = positionals;
  if (more.length > 0) throw new UsageError(oneFolder(positionals));
  const text = (name: Name) => (values.has(name) ? { [name]: values.get(name) } : {});
  return {
    ...(folder !== undefined && { folder }),
    ...text('framework'),
    ...text('name'),
    ...text('db'),
    ...text('pm'),
    ...(wanted !== undefined && { with: wanted }),
    ...(unwanted !== undefined && { without: unwanted }),
    ...(values.has('port') && { port: portIn(values.get('port')!) }),
    install: !values.has('no-install'),
    git: !values.has('no-git'),
    force: values.has('force'),
    yes: values.has('yes'),
    dryRun: values.has('dry-run'),
    json: values.has('json'),
    list: values.has('list'),
    help: values.has('help'),
    version: values.has('version'),
  };
}

/** Every flag with what it does. */
export function flagsHelp(): string {
  const rows = Object.entries<Flag>(FLAGS).map(([name, { short, value, help }]) => ({
    left: `  ${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    help,
  }));
  const widest = Math.max(...rows.map(({ left }) => left.length));
  return rows.map(({ left, help }) => `${left.padEnd(widest + 2)}${help}`).join('\n');
}

function listed(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

function unknown(typed: string): string {
  const names = Object.keys(FLAGS).map((name) => `--${name}`);
  return `${typed} is not a flag${didYouMean(typed, names) || '; --help names all.'}`;
}

/** npm keeps flags that do not follow `--` to itself, and hands on their values as if they were folders. */
function oneFolder(folders: readonly string[]): string {
  return (
    `Expected one folder, got ${folders.length}: ${folders.join(', ')}. ` +
    'npm create takes flags only after --: npm create seaworthy@latest my-service -- --framework express. ' +
    'npx create-seaworthy needs no --.'
  );
}

function portIn(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--port: expected a whole number from 1 to 65535, got ${text}.`);
}
