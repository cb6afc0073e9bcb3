/** `starter.json`: what a starter says about itself. The file is never copied. */
export interface Manifest {
  /** The folder's name, and what `--framework` takes. */
  id: string;
  framework: string;
  language: string;
  /** One short phrase for the list. */
  bestFor: string;
  /** Where it stands in the list, from 0; those without a place come after the others. */
  place?: number;
  /** Every entry must be found for a project to run here; an entry is found by any of its commands. */
  toolchain: readonly Tool[];
  questions: {
    /** The first one is the default. `none` leaves the database out. */
    database: readonly string[];
    extras: readonly string[];
    /** The first one is the default. Missing: the project has none. */
    packageManager?: readonly string[];
  };
  /** What the README and the closing lines name. */
  commands: { install: string; dev: string; test: string; check: string; start: string };
  /** This literal, and its snake_case form, becomes the project's name wherever it stands, in paths too. */
  name: string;
  port: number;
  /** The files in which the port is replaced. */
  portIn: readonly string[];
  /** Patterns of files that exist only with an answer. */
  files?: Readonly<Record<string, readonly string[]>>;
  /** JSON Pointers of members that exist only with an answer, by answer and file. */
  json?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Patterns of files that are never copied. */
  ignore?: readonly string[];
}

export interface Tool {
  anyOf: readonly { command: string; args: readonly string[] }[];
  /** Compared number by number with the first version in what the command prints. */
  atLeast?: string;
  /** A sentence that says how to get it. */
  install: string;
}
