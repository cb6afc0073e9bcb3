import { isDeepStrictEqual } from 'node:util';
import { mergeJson, type Json, type JsonMerge } from './merge-json.ts';

/** {@link mergeJson} of three texts, with the project's indentation; `undefined` where one is no JSON object. */
export function mergeMembers(
  base: string,
  ours: string,
  theirs: string,
  /** What a merge of the lines gave: taken where it says the same, since it keeps how the text was laid out. */
  lines?: string,
): (Omit<JsonMerge, 'value'> & { text: string }) | undefined {
  const [was, mine, wanted] = [parsed(base), parsed(ours), parsed(theirs)];
  if (was === undefined || mine === undefined || wanted === undefined) return undefined;
  const { value, conflicts, notes } = mergeJson(was, mine, wanted);
  const end = /\n*$/.exec(ours)![0];
  const layout = (json: Json): string => JSON.stringify(json, null, indentation(ours)) + end;
  if (lines !== undefined && layout(mine) !== ours && saysTheSame(lines, value))
    return { text: lines, conflicts, notes };
  return { text: layout(value), conflicts, notes };
}

function parsed(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A parser takes the last of two members of one name: lines that were added twice would go unseen. */
function saysTheSame(text: string, value: Json): boolean {
  const read = parsed(text);
  if (!isDeepStrictEqual(read, value)) return false;
  return (text.match(/"(?:[^"\\]|\\.)*"/g) ?? []).length === stringsIn(value);
}

function stringsIn(value: Json): number {
  if (typeof value === 'string') return 1;
  if (typeof value !== 'object' || value === null) return 0;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + stringsIn(one), 0);
  return Object.values(value).reduce<number>((sum, one) => sum + 1 + stringsIn(one), 0);
}

function indentation(text: string): string {
  return /^\{\r?\n([ \t]+)/.exec(text)?.[1] ?? '  ';
}
