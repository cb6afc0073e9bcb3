// `npm run sbom`: writes what each published package brings along as CycloneDX to dist/sbom/<package>.cdx.json.
// `npm sbom` cannot tell one workspace member from the others, so it is shown each as a project of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './docs/documents.mjs';
import { productionTree } from './packages/production-tree.mjs';
import { published } from './packages/published.mjs';

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
const target = join(root, 'dist', 'sbom');
mkdirSync(target, { recursive: true });
for (const { folder, manifest } of published) {
  const file = join(target, `${manifest.name.replace('@', '').replace('/', '-')}.cdx.json`);
  writeFileSync(file, JSON.stringify(billOf(folder, manifest), null, 2) + '\n');
}

function billOf(folder, { name, version, description, license, repository, dependencies }) {
  const place = mkdtempSync(join(tmpdir(), 'sbom-'));
  try {
    const project = { name, version, description, license, repository, dependencies };
    const packages = { '': project };
    for (const [path, entry] of productionTree(lock, folder)) {
      const own = path.replace(`${folder}/`, '');
      if (own in packages)
        throw new Error(`${name} needs two versions of ${own}: they cannot lie side by side.`);
      packages[own] = entry;
    }
    writeFileSync(join(place, 'package.json'), JSON.stringify(project));
    writeFileSync(join(place, 'package-lock.json'), JSON.stringify({ ...lock, name, version, packages }));
    const words = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
    const bill = JSON.parse(
      execFileSync('npm', [...words, '--loglevel=error'], { cwd: place, encoding: 'utf8' }),
    );
    // npm takes the folder's name.
    bill.metadata.component.name = name;
    return bill;
  } finally {
    rmSync(place, { recursive: true });
  }
}
