import type { Answers } from './answers.ts';
import { matches } from './patterns.ts';
import { withName } from './render/name.ts';
import { withPackageManager } from './render/package-manager.ts';
import type { PackageSource } from './render/package-source.ts';
import { withPackages } from './render/packages.ts';
import { withPort } from './render/port.ts';
import { withRegions } from './render/regions.ts';
import { Truths } from './render/truths.ts';
import { withoutMembers } from './render/members.ts';
import { hasPackageManifest, type Starter, type StarterFile } from './starters.ts';

/** The files of a project, sorted by path. `.seaworthy.json` and the tarballs of `vendor/` are not among them. */
export type RenderedProject = readonly RenderedFile[];

export interface RenderedFile {
  /** From the project's folder, with forward slashes. */
  path: string;
  content: Buffer;
  mode: 0o644 | 0o755;
}

/** What a starter becomes with these answers. Pure: the same arguments give the same bytes. */
export function render(
  starter: Starter,
  answers: Answers,
  packages: PackageSource = 'registry',
): RenderedProject {
  const truths = Truths.of(starter.manifest, answers, packages);
  const hasManifest = hasPackageManifest(starter);
  return chosen(starter, truths)
    .map(({ path, content, mode }) => ({
      path: withName(path, starter.manifest.name, answers.name),
      content: isText(content) ? Buffer.from(renderText(path, content.toString('utf8'))) : content,
      mode,
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));

  function renderText(path: string, text: string): string {
    const { manifest, version } = starter;
    let result = withRegions(text, truths, path);
    result = withoutMembers(result, manifest.json ?? {}, truths, path);
    result = withPackages(result, path, version, packages, hasManifest);
    if (manifest.portIn.some((pattern) => matches(pattern, path)))
      result = withPort(result, manifest.port, answers.port);
    result = withPackageManager(result, path, answers.packageManager);
    return withName(result, manifest.name, answers.name);
  }
}

const VARIANTS = 'variants/';

/** The files that these answers want, replacements in the place of what they replace. */
function chosen({ manifest, files }: Starter, truths: Truths): StarterFile[] {
  const byPath = new Map<string, StarterFile>();
  for (const file of files) if (!file.path.startsWith(VARIANTS)) byPath.set(file.path, file);
  const variant = truths.holds('database') ? undefined : `${VARIANTS}no-database/`;
  for (const file of files) {
    if (variant === undefined || !file.path.startsWith(variant)) continue;
    const path = file.path.slice(variant.length);
    byPath.set(path, { ...file, path });
  }
  const rules = Object.entries(manifest.files ?? {}).filter(([answer]) => !truths.holds(answer));
  return [...byPath.values()].filter(
    ({ path }) => !rules.some(([, patterns]) => patterns.some((pattern) => matches(pattern, path))),
  );
}

/** What holds a NUL or is no UTF-8 is copied as it is. */
function isText(content: Buffer): boolean {
  return !content.includes(0) && Buffer.from(content.toString('utf8')).equals(content);
}
