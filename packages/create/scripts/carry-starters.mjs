// `npm pack` and `npm publish` run this: the starters of the repository travel in the package, without what was built or
// installed in them. With --remove it takes them out again.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PACKED_NAMES, readManifests, readStarter, startersFolder } from '../dist/starters.js';

const place = fileURLToPath(new URL('../starters', import.meta.url));
rmSync(place, { recursive: true, force: true });
if (!process.argv.includes('--remove'))
  for (const { id } of readManifests()) {
    for (const { path, content, mode } of readStarter(id).files) {
      const name = PACKED_NAMES[basename(path)] ?? basename(path);
      const target = join(place, id, dirname(path), name);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content, { mode });
    }
    cpSync(join(startersFolder(), id, 'starter.json'), join(place, id, 'starter.json'));
  }
