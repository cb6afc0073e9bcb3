import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './docs/documents.mjs';
import { packed, type Packed } from './packages/packed.ts';
import { published } from './packages/published.mjs';

/** What each package may hold besides README, LICENSE and package.json. */
const ALLOWED: Record<string, RegExp[]> = {
  '@seaworthy/kit': [/^dist\/.*\.(?:js|d\.ts)$/],
  seaworthy: [
    /^dist\/.*\.(?:js|d\.ts)$/,
    /^bin\/seaworthy\.js$/,
    /^schema\/(?:config|report)\.schema\.json$/,
  ],
  'create-seaworthy': [/^dist\/.*\.(?:js|d\.ts)$/, /^bin\/create-seaworthy\.js$/, /^starters\/[\w-]+\/.+$/],
};
/** What a build, a test run or a person leaves behind in a starter. */
const LEFT_BEHIND =
  /^starters\/(?:.*\/)?(?:node_modules|target|coverage|\.git|\.data|\.venv|\.env|__pycache__|[^/]*\.(?:log|tgz|tsbuildinfo|pem|key))(?:\/|$)|^starters\/[\w-]+\/dist\//;
/** The package of an import; `node` for what Node brings along. */
const PACKAGE = /^(?:import|export) (?:[^'"]*? from )?['"]((?:@[\w-]+\/)?[\w-]+)/gm;

it('the three packages have one version, the one that the changelog begins with', () => {
  const versions = new Set(published.map(({ manifest }) => manifest.version as string));
  expect(versions.size).toBe(1);
  const [first] = /^## .*$/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))!;
  expect(first).toMatch(new RegExp(`^## ${[...versions][0]}, `));
});

describe.each(published)('what `npm pack` makes of $manifest.name', ({ folder, manifest }) => {
  let pack: Packed;
  beforeAll(() => {
    pack = packed(folder, manifest.name);
  });
  afterAll(() => pack[Symbol.dispose]());

  it('holds what its users need, and nothing else', () => {
    const others = pack.files.filter(
      (file) => !ALLOWED[manifest.name]!.some((allowed) => allowed.test(file)),
    );
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(pack.files.filter((file) => LEFT_BEHIND.test(file))).toEqual([]);
  });

  it('holds every file that its manifest names', () => {
    const named = leaves([manifest.exports, manifest.bin ?? {}]);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((file) => !existsSync(join(pack.installed, file)))).toEqual([]);
  });

  it('has a source for every file, and a file for every source', () => {
    const sources = modules(
      readdirSync(join(root, folder, 'src'), { recursive: true, encoding: 'utf8' }),
      '.ts',
    );
    const files = pack.files
      .filter((file) => file.startsWith('dist/'))
      .map((file) => file.slice('dist/'.length));
    // After a source was renamed: delete the package's dist and build again.
    expect(modules(files, '.d.ts')).toEqual(sources);
    expect(modules(files, '.js')).toEqual(sources);
  });

  it('can be imported, and required, by every entry point', () => {
    const names = Object.keys(manifest.exports)
      .filter((name) => !name.endsWith('.json'))
      .map((name) => manifest.name + name.slice(1));
    const load = `
      import { createRequire } from 'node:module';
      const require = createRequire(${JSON.stringify(join(pack.project, 'x.cjs'))});
      for (const name of ${JSON.stringify(names)}) {
        const imported = Object.keys(await import(name));
        const required = Object.keys(require(name));
        if (imported.length > 0 && imported.every((key) => required.includes(key))) console.log(name);
      }`;
    const options = { cwd: pack.project, encoding: 'utf8' } as const;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', load], options);
    expect(output.trim().split('\n')).toEqual(names);
  });

  it('names no place of the machine it was made on, and no map that is not there', () => {
    const traces = [root.replace(/\/$/, ''), homedir(), '//# sourceMappingURL', 'file:///home'].filter(
      (trace) => trace.length > 1,
    );
    // What a starter says is its user's; that it is as in the repository is the generator's test.
    const found = pack.files
      .filter((file) => !file.startsWith('starters/'))
      .flatMap((file) =>
        traces.filter((trace) => pack.text(file).includes(trace)).map((trace) => `${file}: ${trace}`),
      );
    expect(found).toEqual([]);
  });

  it('imports only what it declares', () => {
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const imported = pack.files
      .filter((file) => /^(?:dist|bin)\/.*\.js$/.test(file))
      .flatMap((file) => Array.from(pack.text(file).matchAll(PACKAGE), ([, name]) => name!));
    expect(imported).toContain(Object.keys(manifest.dependencies).at(-1));
    expect(imported.filter((name) => name !== 'node' && !declared.includes(name))).toEqual([]);
  });

  it('carries the licence of the repository, and says where that is, as its provenance will', () => {
    expect(pack.text('LICENSE')).toBe(readFileSync(join(root, 'LICENSE'), 'utf8'));
    expect(manifest.repository).toEqual({
      type: 'git',
      url: 'git+https://github.com/seaworthy/seaworthy.git',
      directory: folder,
    });
  });

  it('is built anew before it is published, and its manifest is as npm would correct it', () => {
    const { compilerOptions } = JSON.parse(readFileSync(join(root, folder, 'tsconfig.json'), 'utf8'));
    // Else the compiler thinks, once dist is gone, that nothing is to be written.
    expect(compilerOptions.tsBuildInfoFile).toBe('dist/tsconfig.tsbuildinfo');
    expect(manifest.scripts.prepublishOnly).toMatch(/rmSync\('dist'.* && tsc -p \.$/);
    expect(Object.values(manifest.bin ?? {}).filter((file) => (file as string).startsWith('./'))).toEqual([]);
  });

  it('runs nothing when it is installed', () => {
    const scripts = Object.keys(JSON.parse(pack.text('package.json')).scripts ?? {});
    expect(scripts.filter((name) => /^(?:pre|post)?install$|^(?:pre|post)?prepare$/.test(name))).toEqual([]);
  });

  it('pleases publint', async () => {
    const { messages } = await publint({ pkgDir: pack.installed, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  it('has types that every ESM resolver finds, for every entry point', () => {
    const cli = createRequire(import.meta.url).resolve('@arethetypeswrong/cli/package.json');
    const words = [
      join(cli, '..', 'dist', 'index.js'),
      pack.tarball,
      '--profile',
      'esm-only',
      '--format',
      'json',
    ];
    // It exits with 1 when it finds a problem that the profile does not ignore.
    const { analysis } = JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
    expect(analysis.types).toMatchObject({ kind: 'included' });
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(manifest.exports).sort());
  });
});

function modules(names: string[], end: string): string[] {
  return names
    .filter((name) => name.endsWith(end))
    .map((name) => name.slice(0, -end.length))
    .sort();
}

function leaves(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves);
}
