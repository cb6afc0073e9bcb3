import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CARRIED, PACKAGES, tarball } from './render/packages.ts';
import type { RenderedProject } from './render.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

const run = promisify(execFile);
const CHECKOUT = new URL('../../../', import.meta.url);
const FOLDERS = ['packages/kit', 'packages/seaworthy'].map((path) => fileURLToPath(new URL(path, CHECKOUT)));
/** Packing takes longer than everything else, so it is done once per build. */
const CACHE = fileURLToPath(new URL('dist/carried/', CHECKOUT));

/** Where a project carries the kit and the command; which of these it needs, its files tell. */
export function carriedPaths(): string[] {
  const installed = PACKAGES.map((name) => tarball(name, version()));
  return [...installed, tarball('seaworthy', version(), CARRIED.run)];
}

/**
 * The kit and the command of this checkout as `npm pack` packs them, at their places in a project. Throws a
 * {@link UsageError} where they were not built.
 */
export async function packages(): Promise<RenderedProject> {
  for (const folder of FOLDERS)
    if (!existsSync(join(folder, 'dist')))
      throw new UsageError(`${folder} was not built, so a project cannot carry it: npm run build.`);
  const place = join(CACHE, stamp());
  if (!existsSync(place)) await pack(place);
  return carriedPaths().map((path) => {
    const content = readFileSync(join(place, basename(path)));
    return { path, content, mode: 0o644 };
  });
}

/** Whole or not at all, as several may pack at the same time. */
async function pack(place: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const staging = mkdtempSync(join(CACHE, '.packing-'));
  try {
    const words = ['pack', ...FOLDERS, '--pack-destination', staging, '--ignore-scripts', '--loglevel=error'];
    await run('npm', words, { cwd: staging, shell: process.platform === 'win32' });
    for (const name of readdirSync(CACHE))
      if (!name.startsWith('.')) rmSync(join(CACHE, name), { recursive: true, force: true });
    if (!existsSync(place)) renameSync(staging, place);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Changes with every build. */
function stamp(): string {
  const hash = createHash('sha1');
  for (const folder of FOLDERS)
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/^(?:src|test|node_modules)\b/.test(name)) continue;
      const { size, mtimeMs } = statSync(join(folder, name));
      hash.update(`${name} ${size} ${mtimeMs}\n`);
    }
  return hash.digest('hex');
}
