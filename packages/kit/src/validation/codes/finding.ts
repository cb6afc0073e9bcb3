import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Code } from './code.ts';

/** An issue of any library, with the extra fields we look for; every one of them may be missing or of another type. */
export type Issue = StandardSchemaV1.Issue & Readonly<Record<string, unknown>>;

/** One wrong value, in our words. */
export interface Finding {
  code: Code;
  path: readonly PropertyKey[];
  /** The library's sentence, less what it says about the value it received; empty for our own sentence. */
  message: string;
  /** What the schema wanted, when the library says so in a word or two. */
  expected?: string | undefined;
}

/** Reads the issues of one library. Several findings when one issue is about several fields or rules. */
export type Reader = (issue: Issue) => readonly Finding[];

/** The keys on the way to the value, without the objects some libraries wrap them in. */
export function pathOf(issue: StandardSchemaV1.Issue): PropertyKey[] {
  const keys: PropertyKey[] = [];
  // no `map`: ArkType's path is an array subclass that `map` would construct again, wrongly
  for (const segment of issue.path ?? []) keys.push(typeof segment === 'object' ? segment.key : segment);
  return keys;
}
