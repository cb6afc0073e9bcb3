import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from './manifest.ts';
import { matches } from './patterns.ts';
import { version } from './version.ts';

/** A starter as it lies in its folder, before any answer. */
export interface Starter {
  manifest: Manifest;
  /** Of create-seaworthy. */
  version: string;
  /** Sorted by path; those under `variants/` included. */
  files: readonly StarterFile[];
}

export interface StarterFile {
  /** From the starter's folder, with forward slashes. */
  path: string;
  content: Buffer;
  mode: 0o644 | 0o755;
}

/** The files that npm would not pack under their own names, and what they are packed as. */
export const PACKED_NAMES: Readonly<Record<string, string>> = {
  '.gitignore': 'dot-gitignore',
  '.npmignore': 'dot-npmignore',
  '.npmrc': 'dot-npmrc',
};

const OWN_NAMES = Object.fromEntries(Object.entries(PACKED_NAMES).map(([own, packed]) => [packed, own]));

/** What tools leave behind, wherever it lies. */
const LEFT_BEHIND = [
  '.data', '.git', '.DS_Store', '.env', '.venv', '.gradle', '.mypy_cache', '.pytest_cache', '.ruff_cache',
  '__pycache__', 'coverage', 'node_modules',
]; // prettier-ignore

/** Where the starters are: in this package when it was published, else in the checkout. */
export function startersFolder(): string {
  return fileURLToPath(new URL(fromCheckout() ? '../../../starters' : '../starters', import.meta.url));
}

/** Whether this runs from a checkout, where nothing that it needs has been published. Sources are not. */
export function fromCheckout(): boolean {
  return existsSync(new URL('../src/starters.ts', import.meta.url));
}

/** What every starter says about itself, in the order of the list. */
export function readManifests(folder = startersFolder()): Manifest[] {
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'starter.json')))
    .map((id) => readManifest(join(folder, id)))
    .sort((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity) || (a.id < b.id ? -1 : 1));
}

/** A starter with all its files; those that tools made are left where they are. */
export function readStarter(id: string, folder = startersFolder()): Starter {
  const root = join(folder, id);
  const manifest = readManifest(root);
  const ignored = ['starter.json', '*.tsbuildinfo', '*.log', ...(manifest.ignore ?? [])];
  const files = walk(root, '', (path) => ignored.some((pattern) => matches(pattern, path)));
  return { manifest, version: version(), files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** Whether a project of this starter installs its packages by a `package.json`. */
export function hasPackageManifest({ files }: Pick<Starter, 'files'>): boolean {
  return files.some(({ path }) => path === 'package.json');
}

function readManifest(root: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'starter.json'), 'utf8')) as Manifest;
}

function walk(root: string, folder: string, ignored: (path: string) => boolean): StarterFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const onDisk = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const own = OWN_NAMES[entry.name] ?? entry.name;
    const path = folder === '' ? own : `${dirname(onDisk)}/${own}`;
    if (LEFT_BEHIND.includes(entry.name) || ignored(path) || ignored(`${path}/`)) return [];
    if (entry.isDirectory()) return walk(root, onDisk, ignored);
    if (!entry.isFile()) return [];
    const file = join(root, onDisk);
    const mode = (statSync(file).mode & 0o100) === 0 ? 0o644 : 0o755;
    return [{ path, content: readFileSync(file), mode }];
  });
}
