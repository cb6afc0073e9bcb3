import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git } from './git.ts';
import { lineEndsOf, withLineEnds } from './line-ends.ts';

export interface TextMerge {
  /** With the line ends of the project's file. */
  content: Buffer;
  /** How many pairs of markers are in it. */
  conflicts: number;
}

/** What stands behind the markers of a conflict. */
export interface Labels {
  base: string;
  theirs: string;
}

/** The three-way merge of lines, as git does it. Line ends are not a difference. Throws where there is no git. */
export async function mergeText(
  base: Buffer,
  ours: Buffer,
  theirs: Buffer,
  labels: Labels,
): Promise<TextMerge> {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-merge-'));
  try {
    for (const [name, content] of Object.entries({ base, ours, theirs }))
      writeFileSync(join(folder, name), withLineEnds(content, 'lf'));
    const { code, stdout, stderr } = await git(folder, [
      ...MERGE,
      '-L',
      'yours',
      '-L',
      labels.base,
      '-L',
      labels.theirs,
      'ours',
      'base',
      'theirs',
    ]);
    // Above that it is no count but an error.
    if (code > 127) throw new Error(`git merge-file failed: ${stderr}`);
    return { content: withLineEnds(stdout, lineEndsOf(ours)), conflicts: code };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const MERGE = '-c merge.conflictStyle=merge merge-file -p -q'.split(' ');
