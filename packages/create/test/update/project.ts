import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { answersTo, type Wishes } from '../../src/answers.ts';
import { projectFile, projectFileText } from '../../src/project-file.ts';
import type { PackageSource } from '../../src/render/package-source.ts';
import { render } from '../../src/render.ts';
import { readStarter, type Starter } from '../../src/starters.ts';
import { findProject } from '../../src/update/find-project.ts';
import { update, type UpdateOptions, type UpdateReport } from '../../src/update/update.ts';

const TEMPLATES = fileURLToPath(new URL('../fixtures/templates', import.meta.url));

/** Two releases of one small template. */
export const OLD = release('old', '1.0.0');
export const NEW = release('new', '2.0.0');

function release(folder: string, version: string): Starter {
  return { ...readStarter('small', join(TEMPLATES, folder)), version };
}

/** A template with other contents: texts by path, `undefined` for a file that it does not have. */
export function changed(
  starter: Starter,
  version: string,
  contents: Readonly<Record<string, string | Buffer | undefined>>,
): Starter {
  const rest = starter.files.filter(({ path }) => !(path in contents));
  const files = Object.entries(contents).flatMap(([path, content]) =>
    content === undefined ? [] : [{ path, content: Buffer.from(content), mode: 0o644 as const }],
  );
  return { ...starter, version, files: [...rest, ...files].sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** A committed project in a folder that goes when the test is over. */
export class Project {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** `repository: false` leaves git out. */
  static create(
    starter: Starter = OLD,
    { repository = true, packages = 'registry', ...wishes }: Partial<Wishes> & Options = {},
  ): Project {
    const folder = mkdtempSync(join(tmpdir(), 'seaworthy-update-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const project = new Project(folder);
    const answers = answersTo(starter.manifest, { name: 'orders', ...wishes });
    const files = render(starter, answers, packages);
    for (const { path, content, mode } of files) project.write(path, content, mode);
    project.write('.seaworthy.json', projectFileText(projectFile(starter, answers, files, packages)));
    if (repository) {
      project.git('init', '-q', '-b', 'main');
      project.commit();
    }
    return project;
  }

  write(path: string, content: string | Buffer, mode = 0o644): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), content);
    chmodSync(join(this.folder, path), mode);
  }

  /** Replaces a text that must be there. */
  edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    if (!text.includes(from)) throw new Error(`expected ${JSON.stringify(from)} in ${path}, got\n${text}`);
    writeFileSync(join(this.folder, path), text.replace(from, to));
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  isExecutable(path: string): boolean {
    return (statSync(join(this.folder, path)).mode & 0o100) !== 0;
  }

  git(...args: string[]): string {
    const who = ['-c', 'user.name=tests', '-c', 'user.email=tests@localhost', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...who, ...args], { cwd: this.folder, encoding: 'utf8' });
  }

  commit(): void {
    this.git('add', '-A');
    this.git('commit', '-q', '--allow-empty', '--no-verify', '-m', 'work');
  }

  /** What git names as changed, new or gone. */
  status(): string {
    return this.git('status', '--porcelain');
  }

  /** Commits what is there and updates it to the new template. */
  update(starter: Starter = NEW, options: Partial<UpdateOptions> = {}): Promise<UpdateReport> {
    if (existsSync(join(this.folder, '.git'))) this.commit();
    return this.updateAsItIs(starter, options);
  }

  updateAsItIs(starter: Starter = NEW, options: Partial<UpdateOptions> = {}): Promise<UpdateReport> {
    const { folder, recorded } = findProject(this.folder);
    return update({ folder, recorded, starter, packages: recorded.packages, ...options });
  }
}

interface Options {
  repository?: boolean;
  packages?: PackageSource;
}

/** `path: outcome` of every change. */
export function outcomes({ changes }: UpdateReport): Record<string, string> {
  return Object.fromEntries(changes.map(({ path, outcome }) => [path, outcome]));
}

/** The sentences about one file. */
export function notes({ changes }: UpdateReport, path: string): string[] {
  return changes.find((change) => change.path === path)?.notes ?? [];
}
