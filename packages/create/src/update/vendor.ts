import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectFile } from '../project-file.ts';
import { CARRIED } from '../render/packages.ts';
import type { PackageSource } from '../render/package-source.ts';
import type { RenderedProject } from '../render.ts';
import type { Change } from './change.ts';
import { ourFile } from './project.ts';

/** The tarballs of the kit and the command, whatever their version. */
const TARBALL = /^(?:seaworthy-kit|seaworthy)-\d+\.\d+\.\d+.*\.tgz$/;

/**
 * What an update does to the tarballs that a project carries. They are this repository's and never a user's, so the new
 * ones take the place of the old ones; a project that gets its packages from the registry needs none.
 */
export async function planVendor(
  folder: string,
  recorded: ProjectFile,
  packages: PackageSource,
  tarballs: (() => Promise<RenderedProject>) | undefined,
  hasManifest: boolean,
): Promise<Change[]> {
  if (packages === 'vendor' ? tarballs === undefined : recorded.packages !== 'vendor') return [];
  const place = `${hasManifest ? CARRIED.installed : CARRIED.run}/`;
  const all = packages === 'vendor' ? await tarballs!() : [];
  const wanted = all.filter(({ path }) => path.startsWith(place));
  const paths = new Set(wanted.map(({ path }) => path));
  const added = wanted.flatMap(({ path, content }): Change[] => {
    const mine = ourFile(folder, path);
    if (mine === 'blocked' || mine?.content.equals(content) === true) return [];
    const outcome = mine === undefined ? 'added' : 'replaced';
    return [{ path, outcome, notes: [], writes: [{ path, content }] }];
  });
  const removed = carried(folder)
    .filter((path) => !paths.has(path))
    .map((path): Change => ({ path, outcome: 'removed', notes: [], writes: [{ path }] }));
  return [...added, ...removed];
}

function carried(folder: string): string[] {
  return Object.values(CARRIED).flatMap((place) => {
    try {
      return readdirSync(join(folder, place))
        .filter((name) => TARBALL.test(name))
        .map((name) => `${place}/${name}`);
    } catch {
      return [];
    }
  });
}
