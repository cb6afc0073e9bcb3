import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from './docs/documents.mjs';

const CHANGELOG = '# Changelog\n\nNewest first.\n\n## 0.1.0, 2026-01-01\n\nThe first.\n';
const PACKAGES = ['@seaworthy/kit', 'seaworthy', 'create-seaworthy'];
let place: string;

describe('npm run release', () => {
  beforeEach(() => {
    place = mkdtempSync(join(tmpdir(), 'release-test-'));
    write('package.json', { name: 'workspace', private: true, version: '0.0.0', workspaces: ['*'] });
    for (const name of PACKAGES) write(`${name.split('/').at(-1)}/package.json`, { name, version: '0.1.0' });
    const dependencies = { '@seaworthy/kit': '^0.1.0' };
    write('starter/package.json', { name: 'starter', private: true, version: '0.1.0', dependencies });
    write('CHANGELOG.md', CHANGELOG);
    write('package-lock.json', { name: 'workspace', lockfileVersion: 3, packages: {} });
    mkdirSync(join(place, '.changeset'));
    copyFileSync(join(root, '.changeset', 'config.json'), join(place, '.changeset', 'config.json'));
    for (const words of [['init', '-q', '-b', 'main'], ['add', '.'], commit]) git(...words);
  });
  afterEach(() => rmSync(place, { recursive: true }));

  it('gives all packages one version, and one changelog what the changesets say, what breaks first', () => {
    write('.changeset/a.md', "---\n'seaworthy': patch\n---\n\nSays less.\n");
    write('.changeset/b.md', "---\n'@seaworthy/kit': minor\n---\n\n`log` is gone:\nuse `logger`.\n");
    release();
    for (const name of PACKAGES) expect(manifest(name.split('/').at(-1)!).version).toBe('0.2.0');
    expect(read('CHANGELOG.md')).toMatch(
      /^# Changelog\n\nNewest first\.\n\n## 0\.2\.0, \d{4}-\d\d-\d\d\n\n- `log` is gone:\n {2}use `logger`\.\n- Says less\.\n\n## 0\.1\.0/,
    );
  });

  it('has the starters depend on it with their own version kept, and the lock file know it', () => {
    write('.changeset/a.md', "---\n'@seaworthy/kit': minor\n---\n\nMore.\n");
    release();
    expect(manifest('starter')).toMatchObject({
      version: '0.1.0',
      dependencies: { '@seaworthy/kit': '^0.2.0' },
    });
    expect(JSON.parse(read('package-lock.json')).packages.kit.version).toBe('0.2.0');
  });

  it('dates the unreleased section when there is no changeset, and keeps the version', () => {
    write('CHANGELOG.md', CHANGELOG.replace('2026-01-01', 'unreleased'));
    release();
    expect(read('CHANGELOG.md')).toMatch(/^## 0\.1\.0, \d{4}-\d\d-\d\d$/m);
    expect(manifest('seaworthy').version).toBe('0.1.0');
  });

  it('says that there is nothing to release when there is nothing', () => {
    expect(release).toThrow('Nothing to release');
    expect(git('status', '--porcelain')).toBe('');
  });
});

const commit = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', 'commit', '-q', '-m', 'All'];

function release() {
  const script = join(root, 'scripts', 'release.mjs');
  return execFileSync(process.execPath, [script], { cwd: place, encoding: 'utf8', stdio: 'pipe' });
}

function git(...words: string[]) {
  return execFileSync('git', words, { cwd: place, encoding: 'utf8' });
}

function write(path: string, content: string | object) {
  mkdirSync(dirname(join(place, path)), { recursive: true });
  writeFileSync(join(place, path), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

function read(path: string) {
  return readFileSync(join(place, path), 'utf8');
}

function manifest(folder: string) {
  return JSON.parse(read(`${folder}/package.json`)) as {
    version: string;
    dependencies: Record<string, string>;
  };
}
