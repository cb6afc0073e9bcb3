// `npm run api`: writes what the entry points of each published package declare to packages/<name>/api.md, so that a diff shows
// what a change means to users. With --check it says which of them are stale, and exits with 1.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportOf } from './api/report.mjs';
import { root } from './docs/documents.mjs';
import { published } from './packages/published.mjs';

for (const { folder, manifest } of published) {
  const file = join(root, folder, 'api.md');
  const report = reportOf(join(root, folder), manifest);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, report);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== report) {
    console.error(
      `${folder}/api.md is not what ${manifest.name} declares now: run npm run api, and read the diff.`,
    );
    process.exitCode = 1;
  }
}
