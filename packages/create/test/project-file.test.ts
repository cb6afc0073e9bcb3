import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { answersTo } from '../src/answers.ts';
import { blobId } from '../src/blob-id.ts';
import { parseProjectFile, projectFile, projectFileText } from '../src/project-file.ts';
import { render } from '../src/render.ts';
import { readStarter } from '../src/starters.ts';

it('a blob id is what git calls the content', () => {
  const content = Buffer.from('one\r\ntwo\u0000');
  const said = execFileSync('git', ['hash-object', '--no-filters', '--stdin'], {
    input: content,
    encoding: 'utf8',
  });
  expect(blobId(content)).toBe(said.trim());
});

it('the project file remembers what a project was made from, and can be read again', () => {
  const starter = readStarter('express');
  const answers = answersTo(starter.manifest, { name: 'orders' });
  const project = render(starter, answers);
  const file = projectFile(starter, answers, project);
  expect(parseProjectFile(projectFileText(file))).toEqual(file);
  expect(Object.keys(file.files)).toEqual(project.map(({ path }) => path));
  expect(file).toMatchObject({ formatVersion: 1, template: 'express', packages: 'registry', answers });
});

it.each([
  ['{ "formatVersion": 2 }', 'expected formatVersion 1, got 2'],
  ['{ "formatVersion": 1, "version": "1.0.0" }', 'expected a template, got none'],
])('%s is no project file: %s', (text, message) => {
  expect(() => parseProjectFile(text)).toThrow(message);
});
