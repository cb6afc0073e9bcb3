import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Packs `packages/<name>` into `folder` as it would be published, and gives the file. */
export function packed(name, folder) {
  const own = fileURLToPath(new URL(`../../packages/${name}`, import.meta.url));
  const said = npm(['pack', own, '--pack-destination', folder, '--json', ...QUIETLY], folder);
  const [{ filename }] = Object.values(JSON.parse(said));
  return join(folder, filename);
}

/** Installs these packages into a project of its own: `{ packages, bytes }`, how many that are and their size together. */
export function installed(packages) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-install-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    npm(['install', ...packages, ...QUIETLY], folder);
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8'));
    // The first entry is the project itself.
    return { packages: Object.keys(lock.packages).length - 1, bytes: sizeOf(join(folder, 'node_modules')) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function npm(words, cwd) {
  return execFileSync('npm', words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
