import { isDeepStrictEqual } from 'node:util';
import { newerRange } from './newer-range.ts';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface JsonMerge {
  value: Json;
  /** Sentences: members that both sides changed differently. The project's value is kept. */
  conflicts: string[];
  /** Sentences: what was decided and somebody may want to know. */
  notes: string[];
}

/** The three-way merge of members: what only one side touched is taken from that side, whatever its neighbours did. */
export function mergeJson(base: Json, ours: Json, theirs: Json): JsonMerge {
  const conflicts: string[] = [];
  const notes: string[] = [];
  const merged = merge(base, ours, theirs, '') ?? null;
  return { value: merged, conflicts, notes };

  function merge(
    was: Json | undefined,
    mine: Json | undefined,
    wanted: Json | undefined,
    pointer: string,
  ): Json | undefined {
    if (isDeepStrictEqual(mine, wanted) || isDeepStrictEqual(was, wanted)) return mine;
    if (isDeepStrictEqual(was, mine)) return wanted;
    if (isObject(mine) && isObject(wanted)) return members(isObject(was) ? was : {}, mine, wanted, pointer);
    if (isList(mine) && isList(wanted)) return elements(isList(was) ? was : [], mine, wanted);
    if (mine === undefined) {
      notes.push(`${pointer}: you removed it, so it stays away; the template has ${shown(wanted)} now.`);
      return undefined;
    }
    if (wanted === undefined) {
      notes.push(`${pointer}: kept, since you changed it; the template no longer has it.`);
      return mine;
    }
    const newer =
      isDependency(pointer) && typeof mine === 'string' && typeof wanted === 'string'
        ? newerRange(mine, wanted)
        : undefined;
    if (newer !== undefined) {
      notes.push(`${pointer}: ${newer} is the newer one of yours and the template's.`);
      return newer;
    }
    conflicts.push(`${pointer || '/'}: yours, ${shown(mine)}, is kept; the template has ${shown(wanted)}.`);
    return mine;
  }

  function members(
    was: Record<string, Json>,
    mine: Record<string, Json>,
    wanted: Record<string, Json>,
    pointer: string,
  ): Json {
    const entries: [string, Json][] = [];
    for (const name of order(Object.keys(mine), Object.keys(wanted))) {
      const value = merge(own(was, name), own(mine, name), own(wanted, name), `${pointer}/${escaped(name)}`);
      if (value !== undefined) entries.push([name, value]);
    }
    return Object.fromEntries(entries);
  }
}

/** As a set: what the template dropped goes, what it added comes last. */
function elements(was: Scalar[], mine: Scalar[], wanted: Scalar[]): Json {
  return [
    ...mine.filter((one) => wanted.includes(one) || !was.includes(one)),
    ...wanted.filter((one) => !was.includes(one) && !mine.includes(one)),
  ];
}

/** The project's order; what is new stands behind the neighbour that it has in the template, or where the alphabet says. */
function order(mine: string[], wanted: string[]): string[] {
  const names = [...mine];
  for (const [at, name] of wanted.entries()) {
    if (names.includes(name)) continue;
    const neighbour = wanted.slice(0, at).findLast((one) => names.includes(one));
    names.splice(neighbour === undefined ? 0 : names.indexOf(neighbour) + 1, 0, name);
  }
  return isSorted(mine) && isSorted(wanted) ? names.sort() : names;
}

type Scalar = null | boolean | number | string;

function isSorted(names: string[]): boolean {
  return names.length > 1 && names.every((name, at) => at === 0 || names[at - 1]! < name);
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is Scalar[] {
  return Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);
}

/** Not what every object inherits, `toString` for one. */
function own(object: Record<string, Json>, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function isDependency(pointer: string): boolean {
  return /^\/(?:\w*[dD]ependencies|engines)\/[^/]+$/.test(pointer);
}

/** RFC 6901. */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function shown(value: Json | undefined): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
