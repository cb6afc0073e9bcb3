import type * as FileSystem from 'node:fs';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { apply, STAGE } from '../../src/update/apply.ts';
import { NEW, OLD, Project } from './project.ts';

/** What happens before each rename. */
const beforeRename = vi.hoisted(() => vi.fn<(from: unknown, to: unknown) => void>());
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof FileSystem>();
  const renameSync: typeof fs.renameSync = (from, to) => {
    beforeRename(from, to);
    fs.renameSync(from, to);
  };
  return { ...fs, renameSync, default: { ...fs, renameSync } };
});
afterEach(() => void beforeRename.mockReset());

test('an update that is cut half way leaves whole files only, and git checkout is the way back', async () => {
  const project = Project.create();
  let count = 0;
  beforeRename.mockImplementation(() => {
    if (++count === 4) throw new Error('no space left');
  });
  await expect(project.update()).rejects.toThrow('no space left');
  const [before, after] = [Project.create(OLD), Project.create(NEW)];
  const paths = project.status().trim().split('\n');
  expect(paths.length).toBe(3);
  for (const path of after
    .git('ls-files')
    .trim()
    .split('\n')
    .filter((one) => project.has(one))) {
    const old = before.has(path) ? before.read(path) : undefined;
    expect([old, after.read(path)]).toContain(project.read(path));
  }
  expect(project.read('.seaworthy.json')).toBe(before.read('.seaworthy.json'));
  project.git('checkout', '-q', '.');
  project.git('clean', '-q', '-fd');
  beforeRename.mockReset();
  expect((await project.updateAsItIs()).written).toBe(true);
});

test('nothing is renamed before everything is written', async () => {
  const project = Project.create();
  const writes = [
    { path: 'README.md', content: Buffer.from('new') },
    { path: 'README.md/impossible', content: Buffer.from('a file is in the way') },
  ];
  await expect(apply(project.folder, writes)).rejects.toThrow('README.md');
  expect(beforeRename).not.toHaveBeenCalled();
  expect(project.status()).toBe('');
  expect(project.has(STAGE)).toBe(false);
});

test('a signal waits until the last file is in place', async () => {
  const project = Project.create();
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const listeners = (): number[] => names.map((name) => process.listenerCount(name));
  const before = listeners();
  let during: number[] = [];
  beforeRename.mockImplementation(() => void (during = listeners()));
  await project.update();
  expect(during).toEqual(before.map((count) => count + 1));
  expect(listeners()).toEqual(before);
});

test('what a killed update left behind is not seen by git, and goes with the next one', async () => {
  const project = Project.create();
  project.write(`${STAGE}/.gitignore`, '*\n');
  project.write(`${STAGE}/0`, 'left');
  expect(project.status()).toBe('');
  await project.updateAsItIs();
  expect(existsSync(join(project.folder, STAGE))).toBe(false);
});

test('permissions that a file had stay', async () => {
  const project = Project.create();
  await apply(project.folder, [{ path: 'README.md', content: Buffer.from('new'), mode: 0o600 }]);
  const { statSync } = await import('node:fs');
  expect(statSync(join(project.folder, 'README.md')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(project.folder, 'README.md'), 'utf8')).toBe('new');
});
