import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { ProjectFile } from '../../project-file.ts';
import type { template } from '../../template.ts';
import type { BaseSource } from './sources.ts';

/**
 * The version of this package that the project was made with, fetched from the registry and asked for its files. Nothing
 * is found where there is no network, or no such version. `folder` is where npm finds its settings.
 */
export function registry(folder: string, { version, ...recorded }: ProjectFile): BaseSource {
  return async () => {
    // It becomes part of a command: nobody's address, path or flag.
    if (!/^\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(version)) return new Map();
    const place = mkdtempSync(join(tmpdir(), 'seaworthy-template-'));
    try {
      const old = await fetched(version, folder, place);
      const files = old.template(recorded.template, recorded.answers, recorded.packages);
      return new Map(files.map(({ path, content }) => [path, content]));
    } catch {
      return new Map();
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  };
}

interface TemplateModule {
  template: typeof template;
}

/** Who has no network should not wait for three attempts of a minute each. */
const PATIENCE = ['--ignore-scripts', '--fetch-retries=0', '--fetch-timeout=20000'];

async function fetched(version: string, folder: string, place: string): Promise<TemplateModule> {
  await npm(folder, ['pack', `create-seaworthy@${version}`, '--pack-destination', place, ...PATIENCE]);
  const [tarball] = readdirSync(place);
  await run('tar', ['-xzf', tarball!], { cwd: place });
  const module = pathToFileURL(join(place, 'package', 'dist', 'template.js'));
  return (await import(module.href)) as TemplateModule;
}

const run = promisify(execFile);

function npm(cwd: string, args: string[]): Promise<unknown> {
  const options = { cwd, timeout: 60_000 };
  if (process.platform !== 'win32') return run('npm', args, options);
  // There it is a batch file, which only a shell can run.
  return run(
    'npm.cmd',
    args.map((word) => `"${word}"`),
    { ...options, shell: true },
  );
}
