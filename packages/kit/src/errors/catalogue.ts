import { AppError } from './app-error.ts';
import { CLASSES } from './classes.ts';
import type { ErrorDocumentation } from './documentation.ts';
import { genericDocumentation } from './generic-documentation.ts';
import { seenErrors } from './seen.ts';
import { slug } from './slug.ts';
import { phraseOf } from './status-phrases.ts';

/** One kind of error, as its page explains it. */
export interface CatalogueEntry {
  code: string;
  /** Last segment of its `type` URI. */
  slug: string;
  status: number;
  title: string;
  meaning: string;
  action: string;
}

/** A class of errors; its constructor may want arguments. */
export type ErrorClass = (new (...args: never[]) => AppError) & { documentation?: ErrorDocumentation };

let documented: Map<string, CatalogueEntry> | undefined;

/** Gives your own error classes a page, before their first error. Each has a static `documentation`. */
export function documentError(...classes: readonly ErrorClass[]): void {
  documented ??= new Map(CLASSES.map((known) => slugged(entryOf(known))));
  for (const added of classes) documented.set(...slugged(entryOf(added)));
}

/** Every documented error, and those that were answered meanwhile, by status and code. */
export function catalogue(): CatalogueEntry[] {
  documentError();
  const entries = new Map(documented);
  for (const { documentation, ...seen } of seenErrors()) {
    const entry = {
      ...seen,
      slug: slug(seen.code),
      ...(documentation ?? genericDocumentation(seen.code, seen.status)),
    };
    if (!entries.has(entry.slug)) entries.set(entry.slug, { ...entry, code: seen.code, status: seen.status });
  }
  return [...entries.values()].sort((a, b) => a.status - b.status || a.code.localeCompare(b.code));
}

function slugged(entry: CatalogueEntry): [string, CatalogueEntry] {
  return [entry.slug, entry];
}

function entryOf(errorClass: ErrorClass): CatalogueEntry {
  const { documentation } = errorClass;
  const { code, status } =
    documentation?.code === undefined ? sampleOf(errorClass) : { ...documentation, code: documentation.code };
  const answered = status ?? 500;
  const { meaning, action } = documentation ?? genericDocumentation(code, answered);
  return { code, slug: slug(code), status: answered, title: phraseOf(answered), meaning, action };
}

/** Code and status are arguments of a constructor, so one instance is made to read them. */
function sampleOf(errorClass: ErrorClass): { code: string; status: number } {
  try {
    const sample = new (errorClass as unknown as new () => unknown)();
    if (sample instanceof AppError) return sample;
  } catch (cause) {
    throw new TypeError(explain(errorClass), { cause });
  }
  throw new TypeError(explain(errorClass));
}

function explain({ name }: ErrorClass): string {
  return (
    `Expected \`documentError\` to get subclasses of AppError that can be made without arguments, got ${name}; ` +
    `add \`code\` and \`status\` to its static \`documentation\``
  );
}
