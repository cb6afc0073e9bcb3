import { blobId } from '../blob-id.ts';
import type { RenderedFile, RenderedProject } from '../render.ts';
import type { Change, Outcome, Write } from './change.ts';
import { GitMissing } from './git.ts';
import { isBinary } from './is-binary.ts';
import { lineEndsOf, withLineEnds } from './line-ends.ts';
import { lockCommand } from './lock-files.ts';
import { mergeFile } from './merge-file.ts';
import type { Labels } from './merge-text.ts';
import type { OurFile } from './project.ts';
import type { Rename } from './rename.ts';
import { hasId } from './same-file.ts';

export interface Situation {
  /** What the template gave: blob ids by path. */
  recorded: Readonly<Record<string, string>>;
  /** What it gives now. */
  theirs: RenderedProject;
  /** What the project has. */
  ours: (path: string) => OurFile | 'blocked' | undefined;
  /** The contents of blobs, by path; one that cannot be had is missing. */
  bases: (wanted: ReadonlyMap<string, string>) => Promise<ReadonlyMap<string, Buffer>>;
  labels: Labels;
  /** Given where the project bears another name than the one recorded. */
  rename?: Rename | undefined;
}

/** What an update does to each file, sorted by path; a file that it leaves alone is not in it. Writes nothing. */
export async function plan(situation: Situation): Promise<Change[]> {
  const theirs = new Map(situation.theirs.map((file) => [file.path, file]));
  const recorded = new Map(Object.entries(situation.recorded));
  const bases = await situation.bases(unclear(recorded, theirs, situation.ours));
  const changes: Change[] = [];
  for (const path of [...new Set([...recorded.keys(), ...theirs.keys()])].sort()) {
    const change = await decide({
      ...situation,
      path,
      id: recorded.get(path),
      base: bases.get(path),
      mine: situation.ours(path),
      wanted: theirs.get(path),
    });
    if (change !== undefined) changes.push(change);
  }
  return changes;
}

/** The files whose base somebody has to find: changed here, and changed or gone in the template. */
function unclear(
  recorded: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, RenderedFile>,
  ours: Situation['ours'],
): Map<string, string> {
  return new Map(
    [...recorded].filter(([path, id]) => {
      const wanted = theirs.get(path);
      if (wanted !== undefined && blobId(wanted.content) === id) return false;
      const mine = ours(path);
      return mine !== undefined && mine !== 'blocked' && !hasId(mine.content, id);
    }),
  );
}

interface Case {
  path: string;
  id: string | undefined;
  base: Buffer | undefined;
  mine: OurFile | 'blocked' | undefined;
  wanted: RenderedFile | undefined;
  labels: Labels;
  rename?: Rename | undefined;
}

async function decide(found: Case): Promise<Change | undefined> {
  const { path, id, mine, wanted, rename } = found;
  const change = (outcome: Outcome, notes: string[] = [], writes: Write[] = []): Change => ({
    path,
    outcome,
    notes,
    writes,
  });
  if (mine !== undefined && mine !== 'blocked' && hasMarkers(mine.content))
    return change('conflict', [UNRESOLVED]);
  if (wanted !== undefined && id === blobId(wanted.content)) return madeExecutable(found);
  if (mine === 'blocked') {
    const note = 'Something that is no plain file is in its place; the template has a file for it.';
    return wanted === undefined ? undefined : change('kept', [note]);
  }
  if (wanted === undefined) {
    if (mine === undefined) return undefined;
    if (hasId(mine.content, id!) || isRenamed(found, mine)) return change('removed', [], [{ path }]);
    return change('kept', ['You changed it; the template no longer has it.']);
  }
  const named = rename?.file(wanted) ?? wanted;
  if (mine === undefined) {
    if (id !== undefined) return change('deleted', ['The template changed it; your deletion stands.']);
    return change('added', [], [created(path, named)]);
  }
  if (hasId(mine.content, blobId(wanted.content)) || hasId(mine.content, blobId(named.content)))
    return undefined;
  if (id !== undefined && hasId(mine.content, id))
    return change('replaced', [], [replacement(wanted, mine, id)]);
  if (isRenamed(found, mine)) return change('replaced', [], [replacement(named, mine)]);
  const command = lockCommand(path);
  if (command !== undefined) return change('kept', [`Lock files are never merged: run ${command}.`]);
  return merged(found, mine, wanted, change);
}

async function merged(
  { path, id, base, labels, rename }: Case,
  mine: OurFile,
  wanted: RenderedFile,
  change: (outcome: Outcome, notes?: string[], writes?: Write[]) => Change,
): Promise<Change | undefined> {
  const beside = (why: string, file: RenderedFile): Change => {
    const place = `${path}.new`;
    return change('beside', [`${why} The template's version is ${place}.`], [created(place, file)]);
  };
  if (id === undefined) return beside('The template has a file for the place of yours.', wanted);
  if (base === undefined) return beside('You changed it, and what it was once is not to be had.', wanted);
  if ([base, mine.content, wanted.content].some(isBinary)) return beside('It is binary.', wanted);
  const renamed = rename !== undefined && rename.bears(mine.content);
  const was = renamed ? rename.text(base) : base;
  const now = renamed ? rename.file(wanted) : wanted;
  try {
    const { content, conflicts, notes } = await mergeFile(path, was, mine.content, now.content, labels);
    const outcome = conflicts.length > 0 ? 'conflict' : 'merged';
    if (!content.equals(mine.content))
      return change(outcome, [...conflicts, ...notes], [{ path, content, mode: modeOf(now, mine) }]);
    if (conflicts.length + notes.length === 0) return undefined;
    return change(conflicts.length > 0 ? 'conflict' : 'kept', [...conflicts, ...notes]);
  } catch (error) {
    if (error instanceof GitMissing) return beside('Without git it could not be merged.', now);
    throw error;
  }
}

function created(path: string, { content, mode }: RenderedFile): Write {
  return { path, content, ...(mode === 0o755 && { mode }) };
}

/** The template's version of an untouched file, with the line ends that git gave it here. */
function replacement(wanted: RenderedFile, mine: OurFile, id?: string): Write {
  const asRecorded = isBinary(wanted.content) || (id !== undefined && blobId(mine.content) === id);
  const content = asRecorded ? wanted.content : withLineEnds(wanted.content, lineEndsOf(mine.content));
  return { path: wanted.path, content, mode: modeOf(wanted, mine) };
}

/** A bit that somebody set here stays; one that the template sets comes. */
function modeOf(wanted: RenderedFile, mine: OurFile): number {
  return mine.mode | (wanted.mode & 0o111);
}

/** The note about a file that an earlier update left to a person, who did nothing yet. */
export const UNRESOLVED = 'The markers of an earlier update are still in it.';

function hasMarkers(content: Buffer): boolean {
  return /^<<<<<<< yours\r?$[^]*^>>>>>>> template /m.test(content.toString('latin1'));
}

/** Nothing but the permission changed, on a file that nobody touched. */
function madeExecutable({ path, id, mine, wanted }: Case): Change | undefined {
  if (mine === undefined || mine === 'blocked' || process.platform === 'win32') return undefined;
  if ((wanted!.mode & 0o100) === 0 || (mine.mode & 0o100) !== 0 || !hasId(mine.content, id!))
    return undefined;
  const write = { path, content: mine.content, mode: modeOf(wanted!, mine) };
  return { path, outcome: 'replaced', notes: ['It is executable now.'], writes: [write] };
}

/** Untouched but for the project's name. */
function isRenamed({ base, rename }: Case, mine: OurFile): boolean {
  if (base === undefined || rename === undefined || isBinary(base)) return false;
  return hasId(mine.content, blobId(rename.text(base)));
}
