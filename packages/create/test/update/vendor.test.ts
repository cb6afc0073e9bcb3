import { expect, test } from 'vitest';
import { NEW, OLD, outcomes, Project } from './project.ts';

const tarballs = async () =>
  ['vendor/seaworthy-2.0.0.tgz', 'vendor/seaworthy-kit-2.0.0.tgz'].map((path) => ({
    path,
    content: Buffer.from([0, 2]),
    mode: 0o644 as const,
  }));

function carrying(): Project {
  const project = Project.create(OLD, { packages: 'vendor' });
  for (const name of ['seaworthy-1.0.0.tgz', 'seaworthy-kit-1.0.0.tgz', 'other-1.0.0.tgz'])
    project.write(`vendor/${name}`, Buffer.from([0, 1]));
  return project;
}

test('new tarballs take the place of the old ones, and package.json names them; a foreign one stays', async () => {
  const project = carrying();
  const report = await project.update(NEW, { tarballs });
  expect(outcomes(report)).toMatchObject({
    'vendor/seaworthy-1.0.0.tgz': 'removed',
    'vendor/seaworthy-2.0.0.tgz': 'added',
    'vendor/seaworthy-kit-1.0.0.tgz': 'removed',
    'vendor/seaworthy-kit-2.0.0.tgz': 'added',
  });
  expect(project.read('package.json')).toContain('"@seaworthy/kit": "file:vendor/seaworthy-kit-2.0.0.tgz"');
  expect(project.has('vendor/other-1.0.0.tgz')).toBe(true);
  expect(await project.update(NEW, { tarballs })).toMatchObject({ written: false, changes: [] });
});

test('a project that gets its packages from the registry from now on loses them', async () => {
  const project = carrying();
  project.remove('vendor/other-1.0.0.tgz');
  await project.update(NEW, { packages: 'registry', tarballs });
  expect(project.has('vendor')).toBe(false);
  expect(project.read('package.json')).toContain('"@seaworthy/kit": "^2.0.0"');
  expect(project.read('.seaworthy.json')).toContain('"packages": "registry"');
});

test('where there are no new ones, the old ones stay', async () => {
  const project = carrying();
  await project.update({ ...OLD, version: '1.0.0' }, { answers: { extras: ['ci', 'docker', 'redis'] } });
  expect(project.has('vendor/seaworthy-kit-1.0.0.tgz')).toBe(true);
});
