import type { PackageSource } from './package-source.ts';

/** The packages of this repository that a project may need. All have one version. */
export const PACKAGES = ['@seaworthy/kit', 'seaworthy'] as const;
export type PackageName = (typeof PACKAGES)[number];

/** Where a project carries packages that it installs, and the command where it has no `package.json`: Go owns `vendor`. */
export const CARRIED = { installed: 'vendor', run: 'tools' } as const;

/** Where a project carries a package, as `npm pack` names it. */
export function tarball(name: PackageName, version: string, folder: string = CARRIED.installed): string {
  return `${folder}/${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
}

/**
 * A `package.json` that asks for this version's packages; in a project without one, which cannot install the command,
 * the carried command where `npx` is told to find it.
 */
export function withPackages(
  text: string,
  path: string,
  version: string,
  packages: PackageSource,
  hasManifest: boolean,
): string {
  if (/(?:^|\/)package\.json$/.test(path))
    return text.replace(/"(@seaworthy\/kit|seaworthy)": "[^"]*"/g, (_, name: PackageName) => {
      const source = packages === 'vendor' ? `file:${tarball(name, version)}` : `^${version}`;
      return `"${name}": "${source}"`;
    });
  if (packages === 'registry' || hasManifest) return text;
  const found = `npx --yes --package=./${tarball('seaworthy', version, CARRIED.run)} seaworthy`;
  return text.replace(/\bnpx (?:--yes )?seaworthy(?:@latest)?\b/g, found);
}
