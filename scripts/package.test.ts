import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './docs/documents.mjs';

interface Manifest {
  version: string;
  exports: Record<string, string | { types: string; default: string }>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

const source = join(root, 'packages', 'kit');
/** Beside the packages that the kit needs, so that it finds them as it would after an installation. */
const place = join(root, 'dist', 'packed');
const installed = join(place, 'node_modules', '@seaworthy', 'kit');
const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
/** The package of an import; `node` for what Node brings along. */
const PACKAGE = /^(?:import|export) (?:[^'"]*? from )?['"]((?:@[\w-]+\/)?[\w-]+)/gm;
const entries = Object.keys(manifest.exports).filter((name) => !name.endsWith('.json'));

describe('what `npm pack` makes of the kit', () => {
  let tarball: string;
  let files: string[];

  beforeAll(() => {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(place, 'package.json'), '{ "type": "module" }');
    const [{ filename }] = JSON.parse(npm('pack', '--json', '--pack-destination', place)) as [
      { filename: string },
    ];
    tarball = join(place, filename);
    execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
    files = readdirSync(installed, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('holds dist, README, LICENSE and package.json, and nothing else', () => {
    const others = files.filter((file) => !/^dist\/.*\.(?:js|d\.ts)$/.test(file));
    expect(others.sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
  });

  it('has a source for every file, and a file for every source', () => {
    const sources = modules(readdirSync(join(source, 'src'), { recursive: true, encoding: 'utf8' }), '.ts');
    const published = files
      .filter((file) => file.startsWith('dist/'))
      .map((file) => file.slice('dist/'.length));
    // After a source was renamed: delete packages/kit/dist and build again.
    expect(modules(published, '.d.ts')).toEqual(sources);
    expect(modules(published, '.js')).toEqual(sources);
  });

  it('names no place of the machine it was made on, and no map that is not there', () => {
    const traces = [root.replace(/\/$/, ''), homedir(), 'sourceMappingURL', 'file:///home'].filter(
      (trace) => trace.length > 1,
    );
    const found = files.flatMap((file) => {
      const text = readFileSync(join(installed, file), 'utf8');
      return traces.filter((trace) => text.includes(trace)).map((trace) => `${file}: ${trace}`);
    });
    expect(found).toEqual([]);
  });

  it('imports only what it declares', () => {
    const declared = new Set([
      ...Object.keys(manifest.dependencies),
      ...Object.keys(manifest.peerDependencies),
    ]);
    const imported = files
      .filter((file) => file.endsWith('.js'))
      .flatMap((file) =>
        Array.from(readFileSync(join(installed, file), 'utf8').matchAll(PACKAGE), ([, name]) => name!),
      );
    expect(imported).toContain('pino');
    expect(imported.filter((name) => name !== 'node' && !declared.has(name))).toEqual([]);
  });

  it.each(entries)('%s can be imported, and required', (entry) => {
    const name = `@seaworthy/kit${entry.slice(1)}`;
    const load = `
      const imported = Object.keys(await import(${JSON.stringify(name)}));
      const { createRequire } = await import('node:module');
      const required = Object.keys(createRequire(${JSON.stringify(join(place, 'x.cjs'))})(${JSON.stringify(name)}));
      console.log(imported.length > 0 && imported.every((key) => required.includes(key)));`;
    const options = { cwd: place, encoding: 'utf8' } as const;
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', load], options).trim()).toBe('true');
  });

  it('carries the licence of the repository', () => {
    expect(readFileSync(join(installed, 'LICENSE'), 'utf8')).toBe(
      readFileSync(join(root, 'LICENSE'), 'utf8'),
    );
  });

  it('has the version that the changelog is about', () => {
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`\n## ${manifest.version}`);
  });

  it('pleases publint', async () => {
    const { messages } = await publint({ pkgDir: installed, pack: false, strict: true });
    expect(messages).toEqual([]);
  });

  it('has types that every ESM resolver finds', () => {
    const attw = join(
      createRequire(import.meta.url).resolve('@arethetypeswrong/cli/package.json'),
      '..',
      'dist',
      'index.js',
    );
    const output = execFileSync(
      process.execPath,
      [attw, tarball, '--profile', 'esm-only', '--format', 'json'],
      { encoding: 'utf8' },
    );
    expect(existsSync(tarball)).toBe(true);
    expect(JSON.parse(output).analysis.types).toMatchObject({ kind: 'included' });
  });
});

function modules(names: string[], end: string): string[] {
  return names
    .filter((name) => name.endsWith(end))
    .map((name) => name.slice(0, -end.length))
    .sort();
}

function npm(...words: string[]): string {
  return execFileSync('npm', [...words, '--loglevel=error'], { cwd: source, encoding: 'utf8' });
}
