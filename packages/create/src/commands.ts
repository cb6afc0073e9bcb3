import type { Answers } from './answers.ts';
import type { Manifest } from './manifest.ts';
import { withName } from './render/name.ts';
import { withPackageManager } from './render/package-manager.ts';
import type { PackageSource } from './render/package-source.ts';
import { withPackages } from './render/packages.ts';
import { hasPackageManifest, type Starter } from './starters.ts';

export type Commands = Manifest['commands'];

/** A starter's commands as its project's README says them. */
export function commandsOf(starter: Starter, answers: Answers, packages: PackageSource): Commands {
  const { manifest, version } = starter;
  const said = (name: keyof Commands) =>
    withPackages(
      commandOf(manifest, answers, name),
      'README.md',
      version,
      packages,
      hasPackageManifest(starter),
    );
  return {
    install: said('install'),
    dev: said('dev'),
    test: said('test'),
    check: said('check'),
    start: said('start'),
  };
}

/** One of them, in the words of the project's package manager. */
export function commandOf(
  manifest: Manifest,
  { name, packageManager }: Answers,
  command: keyof Commands,
): string {
  const text = withPackageManager(manifest.commands[command], 'README.md', packageManager);
  return withName(text, manifest.name, name);
}
