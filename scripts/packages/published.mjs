import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../docs/documents.mjs';

/** What is published from this repository: its folder, from the root, and its manifest. */
export const published = readdirSync(join(root, 'packages'))
  .map((name) => `packages/${name}`)
  .map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')),
  }))
  .filter(({ manifest }) => manifest.private !== true);
