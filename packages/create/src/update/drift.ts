import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ProjectFile } from '../project-file.ts';
import { fromSources, type BaseSource } from './base/sources.ts';
import { git, GitMissing } from './git.ts';
import { isBinary } from './is-binary.ts';
import { lineEndsOf, withLineEnds } from './line-ends.ts';
import { ourFile, type OurFile } from './project.ts';
import { hasId } from './same-file.ts';

/** How one file differs from what the template gave. */
export interface FileDrift {
  path: string;
  state: 'changed' | 'deleted';
  /** As `git diff` writes it, the template's version first; missing where that is not to be had. */
  diff?: string;
}

/** How a project differs from what its template gave; files that the template never gave do not count. */
export async function drift(
  folder: string,
  recorded: ProjectFile,
  sources: readonly BaseSource[],
): Promise<FileDrift[]> {
  const differing = Object.entries(recorded.files).flatMap(([path, id]) => {
    const mine = ourFile(folder, path);
    if (mine !== undefined && mine !== 'blocked' && hasId(mine.content, id)) return [];
    return [{ path, id, mine: mine === 'blocked' ? undefined : mine }];
  });
  const bases = await fromSources(new Map(differing.map(({ path, id }) => [path, id])), sources);
  const drifts: FileDrift[] = [];
  for (const { path, mine } of differing.sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const base = bases.get(path);
    const state = mine === undefined ? 'deleted' : 'changed';
    const diff = base === undefined ? undefined : await unified(path, base, mine);
    drifts.push({ path, state, ...(diff !== undefined && { diff }) });
  }
  return drifts;
}

const DIFF =
  '-c core.quotePath=false diff --no-index --no-prefix --no-color --no-ext-diff --no-textconv --no-renames a b'.split(
    ' ',
  );

/** In a folder of its own, where neither settings nor attributes of a repository apply. */
async function unified(path: string, base: Buffer, mine: OurFile | undefined): Promise<string | undefined> {
  const place = mkdtempSync(join(tmpdir(), 'seaworthy-diff-'));
  const write = (side: string, content: Buffer, executable: boolean): void => {
    const file = join(place, side, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    if (executable) chmodSync(file, 0o755);
  };
  try {
    const executable = ((mine?.mode ?? 0) & 0o100) !== 0;
    write('a', base, executable);
    mkdirSync(join(place, 'b'));
    if (mine !== undefined)
      write(
        'b',
        isBinary(mine.content) ? mine.content : withLineEnds(mine.content, lineEndsOf(base)),
        executable,
      );
    const { code, stdout, stderr } = await git(place, DIFF);
    if (code > 1) throw new Error(`git diff failed: ${stderr}`);
    return stdout.toString();
  } catch (error) {
    if (error instanceof GitMissing) return undefined;
    throw error;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
