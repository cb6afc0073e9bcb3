import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Destination } from './destination.ts';
import { interruption } from './interruption.ts';
import type { RenderedProject } from './render.ts';

/**
 * Writes files into a folder of their own beside the destination, or in it where it exists, then moves them: whoever
 * looks finds the whole project or nothing of it. Throws what the file system throws, or an `Interrupted`, after having
 * taken back what was done.
 */
export async function write(files: RenderedProject, { folder, exists, kept }: Destination): Promise<void> {
  const interrupted = interruption();
  const parent = exists ? folder : dirname(folder);
  let created: string | undefined;
  let staging: string | undefined;
  const moved: string[] = [];
  try {
    created = mkdirSync(parent, { recursive: true });
    staging = mkdtempSync(join(parent, `.${basename(folder)}.seaworthy-`));
    chmodSync(staging, 0o777 & ~process.umask());
    const missing = files.filter(({ path }) => !kept.includes(path));
    for (const { path, content, mode } of missing) put(join(staging, path), content, mode);
    const ignored = kept.includes('.gitignore') && files.find(({ path }) => path === '.gitignore');
    if (ignored) {
      const both = withMissingLines(
        readFileSync(join(folder, '.gitignore'), 'utf8'),
        String(ignored.content),
      );
      put(join(staging, '.gitignore'), Buffer.from(both), ignored.mode);
    }
    await interrupted.throwIfSo();
    // From here to the end nothing is awaited, so no signal is heard in between.
    if (exists) for (const { path } of missing) moveInto(folder, staging, path, moved);
    else renameSync(staging, folder);
    if (ignored) renameSync(join(staging, '.gitignore'), join(folder, '.gitignore'));
  } catch (error) {
    for (const path of moved) rmSync(join(folder, path), { recursive: true, force: true });
    if (staging !== undefined) rmSync(staging, { recursive: true, force: true });
    if (created !== undefined) rmSync(created, { recursive: true, force: true });
    throw error;
  } finally {
    interrupted.ignore();
  }
  rmSync(staging, { recursive: true, force: true });
}

function put(file: string, content: Buffer, mode: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode });
}

/** Moves the outermost part of a path that is not there yet; it may bring other paths along. */
function moveInto(folder: string, staging: string, path: string, moved: string[]): void {
  const names = path.split('/');
  const depth = names.findIndex((_, index) => !existsSync(join(folder, ...names.slice(0, index + 1))));
  if (depth === -1) return;
  const outermost = names.slice(0, depth + 1).join('/');
  renameSync(join(staging, outermost), join(folder, outermost));
  moved.push(outermost);
}

/** A list of patterns with those of another one that it lacks at its end. */
function withMissingLines(text: string, other: string): string {
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = other.split('\n').filter((line) => line !== '' && !lines.has(line));
  if (missing.length === 0) return text;
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${missing.join('\n')}\n`;
}
