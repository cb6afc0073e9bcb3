import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PACKAGES, tarball } from './render/packages.ts';
import type { RenderedProject } from './render.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

const run = promisify(execFile);
const FOLDERS = { '@seaworthy/kit': 'kit', seaworthy: 'seaworthy' } as const;

/**
 * The kit and the command of this checkout as `npm pack` packs them, at their places in a project. Throws a
 * {@link UsageError} where they were not built.
 */
export async function packages(): Promise<RenderedProject> {
  const folders = PACKAGES.map((name) => fileURLToPath(new URL(`../../${FOLDERS[name]}`, import.meta.url)));
  for (const folder of folders)
    if (!existsSync(join(folder, 'dist')))
      throw new UsageError(`${folder} was not built, so a project cannot carry it: npm run build.`);
  const place = await mkdtemp(join(tmpdir(), 'seaworthy-packages-'));
  try {
    const words = ['pack', ...folders, '--pack-destination', place, '--ignore-scripts', '--loglevel=error'];
    await run('npm', words, { cwd: place, shell: process.platform === 'win32' });
    return await Promise.all(
      PACKAGES.map(async (name) => {
        const path = tarball(name, version());
        const content = await readFile(join(place, path.slice('vendor/'.length)));
        return { path, content, mode: 0o644 as const };
      }),
    );
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}
