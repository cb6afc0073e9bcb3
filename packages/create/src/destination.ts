import { existsSync, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UsageError } from './usage-error.ts';

/** What a repository may begin with before there is a project in it, in lower case. */
const HARMLESS =
  /^(?:\.git|\.github|\.gitignore|\.gitattributes|\.gitkeep|\.editorconfig|\.idea|\.vscode|\.zed|\.ds_store|thumbs\.db|.*\.iml|readme.*|licen[cs]e.*|copying.*|notice.*)$/;

/** Where a project goes, and what of it is there already. */
export interface Destination {
  /** Absolute; links are followed where it exists. */
  folder: string;
  exists: boolean;
  /** Paths of the project that exist. They are kept as they are, but `.gitignore` gets the lines that it lacks. */
  kept: readonly string[];
}

/**
 * Says where these files can go. Throws a {@link UsageError} that names what is in the way; with `force` only folders
 * in the place of files are, and the reverse.
 */
export function destination(folder: string, paths: readonly string[], force: boolean): Destination {
  if (!existsSync(folder)) return { folder, exists: false, kept: [] };
  if (!statSync(folder).isDirectory())
    throw new UsageError(`${folder} is a file. Choose another folder; nothing was written.`);
  const real = realpathSync(folder);
  const others = readdirSync(real).filter((name) => !HARMLESS.test(name.toLowerCase()));
  const kept = paths.filter((path) => existsSync(join(real, path)));
  if (others.length > 0 && !force) throw new UsageError(inTheWay(real, others, kept));
  const blocked = paths.filter((path) => isBlocked(real, path));
  if (blocked.length > 0)
    throw new UsageError(`A folder stands where a file belongs, or the reverse: ${named(blocked)}.`);
  return { folder: real, exists: true, kept };
}

function inTheWay(folder: string, others: readonly string[], kept: readonly string[]): string {
  const collides =
    kept.length === 0 ? `; it has ${named(others)}` : `, and these would be written again: ${named(kept)}`;
  return (
    `${basename(folder)} is not empty${collides}. Nothing was written. ` +
    'Choose another folder, or --force to keep what is there and add the rest.'
  );
}

function named(names: readonly string[]): string {
  return names.length > 12
    ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more`
    : names.join(', ');
}

/** Whether something of the wrong kind stands at a path, or at one of its folders. */
function isBlocked(root: string, path: string): boolean {
  const names = path.split('/');
  return names.some((_, index) => {
    const at = join(root, ...names.slice(0, index + 1));
    if (!existsSync(at)) return false;
    const isFolder = statSync(at).isDirectory() && !lstatSync(at).isFile();
    return index === names.length - 1 ? isFolder : !isFolder;
  });
}
