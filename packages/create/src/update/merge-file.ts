import { GitMissing } from './git.ts';
import { lineEndsOf, withLineEnds } from './line-ends.ts';
import { mergeMembers } from './merge-members.ts';
import { mergeText, type Labels } from './merge-text.ts';

export interface FileMerge {
  content: Buffer;
  /** Sentences: what a person has to decide. */
  conflicts: string[];
  /** Sentences: what was decided and somebody may want to know. */
  notes: string[];
}

/** The three-way merge of a text file: by members where it is JSON, else by lines. Throws where there is no git. */
export async function mergeFile(
  path: string,
  base: Buffer,
  ours: Buffer,
  theirs: Buffer,
  labels: Labels,
): Promise<FileMerge> {
  if (path.endsWith('.json')) {
    const merged = await mergeJsonFile(base, ours, theirs, labels);
    if (merged !== undefined) return merged;
  }
  const { content, conflicts } = await mergeText(base, ours, theirs, labels);
  return {
    content,
    conflicts: conflicts === 0 ? [] : [`${counted(conflicts)}: look for <<<<<<<.`],
    notes: [],
  };
}

/** Markers would make a JSON file unreadable for every tool, so a conflict is told and the project's value kept. */
async function mergeJsonFile(
  base: Buffer,
  ours: Buffer,
  theirs: Buffer,
  labels: Labels,
): Promise<FileMerge | undefined> {
  const [was, mine, wanted] = [base, ours, theirs].map((content) => withLineEnds(content, 'lf').toString());
  const lines = await mergedLines(base, ours, theirs, labels);
  const merged = mergeMembers(was!, mine!, wanted!, lines);
  if (merged === undefined) return undefined;
  const { text, conflicts, notes } = merged;
  return { content: withLineEnds(Buffer.from(text), lineEndsOf(ours)), conflicts, notes };
}

async function mergedLines(...sides: Parameters<typeof mergeText>): Promise<string | undefined> {
  try {
    const { content, conflicts } = await mergeText(...sides);
    return conflicts === 0 ? withLineEnds(content, 'lf').toString() : undefined;
  } catch (error) {
    if (error instanceof GitMissing) return undefined;
    throw error;
  }
}

function counted(conflicts: number): string {
  return conflicts === 1 ? '1 conflict' : `${conflicts} conflicts`;
}
