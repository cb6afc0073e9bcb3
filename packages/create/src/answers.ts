import type { Manifest } from './manifest.ts';
import { didYouMean } from './nearest.ts';
import { UsageError } from './usage-error.ts';

/** Everything that decides what a starter becomes. Kept in `.seaworthy.json`, so that it can be rendered again. */
export interface Answers {
  /** 1 to 63 lower-case letters, digits and hyphens: good for npm, Python, Go, Java and DNS alike. */
  name: string;
  /** One of the manifest's; `none` leaves the database out. */
  database: string;
  /** Sorted, without doubles. */
  extras: readonly string[];
  port: number;
  /** Only where the manifest asks for it. */
  packageManager?: string;
}

/** What is asked for by name; the rest is default. */
export interface Wishes {
  name: string;
  database?: string | undefined;
  extras?: readonly string[] | undefined;
  port?: number | undefined;
  packageManager?: string | undefined;
}

/** The extras of a project that nobody was asked about, where the starter has them. */
export const DEFAULT_EXTRAS: readonly string[] = ['ci', 'docker'];

/** Valid answers, with defaults for what is not wished. Throws a {@link UsageError} that names the nearest match. */
export function answersTo(manifest: Manifest, wishes: Wishes): Answers {
  const { questions, framework } = manifest;
  const extras = wishes.extras ?? DEFAULT_EXTRAS.filter((extra) => questions.extras.includes(extra));
  for (const extra of extras) oneOf('extra', extra, questions.extras, framework);
  const database = wishes.database ?? questions.database[0] ?? 'none';
  oneOf('database', database, questions.database, framework);
  const offered = questions.packageManager;
  if (wishes.packageManager !== undefined && offered !== undefined)
    oneOf('package manager', wishes.packageManager, offered, framework);
  const packageManager = offered && (wishes.packageManager ?? offered[0]);
  return {
    name: validName(wishes.name),
    database,
    extras: [...new Set(extras)].sort(),
    port: validPort(wishes.port ?? manifest.port),
    ...(packageManager !== undefined && { packageManager }),
  };
}

/** The name that a folder suggests: `My Orders!` is `my-orders`. May be empty. */
export function nameFrom(folder: string): string {
  return folder
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
}

/** Throws a {@link UsageError} for a name that some tool would stumble over. */
export function validName(name: string): string {
  if (/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return name;
  const suggestion = nameFrom(name);
  throw new UsageError(
    `The name ${JSON.stringify(name)} cannot be used: expected 1 to 63 lower-case letters, digits and hyphens, ` +
      `the first a letter and the last no hyphen${suggestion === '' ? '' : `; ${suggestion} would do`}.`,
  );
}

/** Throws a {@link UsageError} unless it is a port that a service can be given. */
export function validPort(port: number): number {
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new UsageError(`The port ${port} cannot be used: expected a whole number from 1 to 65535.`);
}

function oneOf(what: string, value: string, known: readonly string[], framework: string): void {
  if (known.includes(value)) return;
  const choice = known.length === 0 ? 'none' : known.join(', ');
  throw new UsageError(
    `The ${framework} starter has no ${what} ${value}; it has: ${choice}${didYouMean(value, known) || '.'}`,
  );
}
