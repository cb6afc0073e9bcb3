import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../src/usage-error.ts';
import { NEW, outcomes, Project } from './project.ts';

afterEach(() => void vi.unstubAllEnvs());

describe('an update is refused, and writes nothing,', () => {
  test('where something is not committed', async () => {
    const project = Project.create();
    project.write('README.md', 'mine');
    const refusal = await project.updateAsItIs().catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UsageError);
    expect((refusal as Error).message).toBe(
      [
        'Expected everything to be committed, got 1 path that git status names:',
        '   M README.md',
        'Commit or stash them (git stash -u), so that git checkout . is a way back; or look with --dry-run.',
      ].join('\n'),
    );
    expect(project.status()).toBe(' M README.md\n');
  });

  test('where git does not know a file, or has one staged', async () => {
    const project = Project.create();
    project.write('notes.txt', 'mine');
    await expect(project.updateAsItIs()).rejects.toThrow('?? notes.txt');
    project.git('add', '.');
    await expect(project.updateAsItIs()).rejects.toThrow('A  notes.txt');
    expect(project.read('README.md')).not.toContain('## Check');
  });

  test('where there is no repository', async () => {
    const project = Project.create(undefined, { repository: false });
    await expect(project.updateAsItIs()).rejects.toThrow(/no way back: .*not a git repository[^]*git init/);
  });

  test('where a repository around it ignores the project', async () => {
    const project = Project.create(undefined, { repository: false });
    const around = Project.create();
    around.write('.gitignore', 'inner\n');
    renameSync(project.folder, join(around.folder, 'inner'));
    around.commit();
    mkdirSync(project.folder);
    const inner = Object.assign(Object.create(Object.getPrototypeOf(project) as object), {
      folder: join(around.folder, 'inner'),
    }) as Project;
    await expect(inner.updateAsItIs()).rejects.toThrow('is not among the files of the repository');
  });

  test('where git is not installed', async () => {
    const project = Project.create();
    vi.stubEnv('PATH', '');
    await expect(project.updateAsItIs()).rejects.toThrow('no way back: git is not installed.');
  });
});

test('what is elsewhere in the repository does not matter', async () => {
  const project = Project.create();
  mkdirSync(join(project.folder, 'services'));
  const { findProject } = await import('../../src/update/find-project.ts');
  const { update } = await import('../../src/update/update.ts');
  for (const path of project.git('ls-files').trim().split('\n')) project.git('mv', '-k', path, `services/`);
  project.commit();
  writeFileSync(join(project.folder, 'elsewhere.txt'), '');
  const found = findProject(join(project.folder, 'services'));
  const report = await update({ ...found, starter: NEW, packages: 'registry' });
  expect(report.written).toBe(true);
});

test('--force goes without a repository', async () => {
  const project = Project.create(undefined, { repository: false });
  const report = await project.updateAsItIs(NEW, { force: true });
  expect(report.written).toBe(true);
  expect(report.back).toBeUndefined();
  expect(project.read('README.md')).toContain('## Check');
});

test('--force goes without git, and what would have to be merged lies beside', async () => {
  const project = Project.create();
  project.edit('src/app.js', "'hello'", "'good morning'");
  vi.stubEnv('PATH', '');
  const report = await project.updateAsItIs(NEW, { force: true });
  expect(outcomes(report)).toMatchObject({ 'src/app.js': 'beside', 'README.md': 'replaced' });
});
