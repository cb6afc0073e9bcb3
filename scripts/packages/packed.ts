import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../docs/documents.mjs';

/** What `npm pack` makes of a package, beside the packages that it needs, so that it finds them as once installed. */
export interface Packed extends Disposable {
  tarball: string;
  /** The folder of a project that has it installed. */
  project: string;
  /** Where it lies in there. */
  installed: string;
  /** Every file, from there. */
  files: string[];
  text(file: string): string;
}

/** Packs a folder of this repository as it would be published. */
export function packed(folder: string, name: string): Packed {
  const project = join(root, 'dist', `packed-${process.pid}`, folder);
  const installed = join(project, 'node_modules', name);
  rmSync(project, { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const words = ['pack', '--json', '--pack-destination', project, '--loglevel=error'];
  const output = execFileSync('npm', words, { cwd: join(root, folder), encoding: 'utf8' });
  const [{ filename }] = JSON.parse(output.slice(output.indexOf('['))) as [{ filename: string }];
  const tarball = join(project, filename);
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1));
  return {
    tarball,
    project,
    installed,
    files,
    text: (file) => readFileSync(join(installed, file), 'utf8'),
    [Symbol.dispose]: () =>
      rmSync(join(root, 'dist', `packed-${process.pid}`), { recursive: true, force: true }),
  };
}
