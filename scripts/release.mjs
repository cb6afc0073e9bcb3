// `npm run release`: gives the packages the version that the changesets ask for, and the changelog its section.
// Works in the current folder; commits and publishes nothing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { dated, withSection } from './release/changelog.mjs';

const changesets = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');
const today = new Date().toISOString().slice(0, 10);
const { changesets: changes, releases } = status();
const before = readFileSync('CHANGELOG.md', 'utf8');
if (changes.length === 0) {
  writeFileSync('CHANGELOG.md', dated(before, today));
} else {
  const [{ newVersion }] = releases;
  writeFileSync('CHANGELOG.md', withSection(before, newVersion, today, changes));
  run(process.execPath, changesets, 'version');
  run('npm', 'install', '--package-lock-only', '--no-audit', '--no-fund', '--loglevel=error');
}

/** What the changesets ask for. */
function status() {
  const place = mkdtempSync(join(tmpdir(), 'release-'));
  const file = join(place, 'status.json');
  try {
    run(process.execPath, changesets, 'status', '--output', relative('.', file));
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(place, { recursive: true });
  }
}

function run(command, ...words) {
  execFileSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}
