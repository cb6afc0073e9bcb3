import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/usage-error.ts';
import { findProject } from '../../src/update/find-project.ts';
import { Project } from './project.ts';

test('a project is found from any of its folders', () => {
  const project = Project.create(undefined, { repository: false });
  expect(findProject(join(project.folder, 'src')).folder).toBe(project.folder);
});

test('where there is none, that is said', () => {
  expect(() => findProject(tmpdir())).toThrow(/Expected \.seaworthy\.json in .* or above it, got none/);
});

test.each([
  ['no JSON', '{', 'cannot be read'],
  ['another format', '{ "formatVersion": 9 }', 'expected formatVersion 1, got 9'],
])('a record with %s is refused', (_, text, message) => {
  const project = Project.create(undefined, { repository: false });
  project.write('.seaworthy.json', text);
  expect(() => findProject(project.folder)).toThrow(UsageError);
  expect(() => findProject(project.folder)).toThrow(message);
});

test.each([
  '../outside',
  '/etc/passwd',
  'a/../../b',
  '.git/config',
  '.GIT/hooks/x',
  'a\\..\\b',
  'C:/x',
  'a//b',
  '',
])('a record that names %j is refused', (path) => {
  const project = Project.create(undefined, { repository: false });
  const record = JSON.parse(project.read('.seaworthy.json')) as { files: Record<string, string> };
  record.files[path] = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';
  project.write('.seaworthy.json', JSON.stringify(record));
  expect(() => findProject(project.folder)).toThrow('expected paths inside the project');
});
