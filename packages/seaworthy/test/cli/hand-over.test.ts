import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { invocation } from '../../src/cli/hand-over.ts';
import { version as ownVersion } from '../../src/version.ts';

function project(version: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-hand-over-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, '.seaworthy.json'), JSON.stringify({ formatVersion: 1, version }));
  return folder;
}
const nowhere = join(tmpdir(), 'no-such-folder');

test('update asks the newest create-seaworthy', () => {
  expect(invocation('update', ['--dry-run'], project('0.3.0'), nowhere)).toMatchObject({
    file: 'npx',
    args: ['--yes', 'create-seaworthy@latest', 'update', '--dry-run'],
  });
});

test('create asks the create-seaworthy of the same version, and says no word for it', () => {
  const { args } = invocation('create', ['orders', '--yes'], nowhere, nowhere);
  expect(args).toEqual(['--yes', `create-seaworthy@${ownVersion()}`, 'orders', '--yes']);
});

test.each(['diff', 'add'] as const)('%s asks the version that the project was made with', (command) => {
  const { args } = invocation(command, ['redis'], join(project('0.3.0-beta.1'), 'src'), nowhere);
  expect(args).toEqual(['--yes', 'create-seaworthy@0.3.0-beta.1', command, 'redis']);
});

test.each(['file:../evil', '1.0.0 && ls', 'latest'])('the version %j is none', (recorded) => {
  expect(invocation('diff', [], project(recorded), nowhere).args[1]).toBe('create-seaworthy@latest');
});

test('a folder that is no project is left for create-seaworthy to complain about', () => {
  expect(invocation('add', [], tmpdir(), nowhere).args[1]).toBe('create-seaworthy@latest');
});

test('in a checkout it is the one beside', () => {
  const beside = project('0.3.0');
  mkdirSync(join(beside, 'bin'));
  writeFileSync(join(beside, 'bin', 'create-seaworthy.js'), '');
  expect(invocation('diff', ['--json'], nowhere, beside)).toEqual({
    file: process.execPath,
    args: [join(beside, 'bin', 'create-seaworthy.js'), 'diff', '--json'],
    shell: false,
  });
});
