import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { UsageError } from '../../../src/usage-error.ts';
import { run as add } from '../../../src/update/commands/add.ts';
import { currentTemplate } from '../../../src/update/commands/current-template.ts';
import { run as cli } from '../../../src/cli.ts';
import { run as diff } from '../../../src/update/commands/diff.ts';
import { run as update } from '../../../src/update/commands/update.ts';
import { NEW, OLD, Project } from '../project.ts';

vi.mock('../../../src/update/commands/current-template.ts');

let output: string;
beforeEach(() => {
  output = '';
  const write = (text: string | Uint8Array): boolean => {
    output += text;
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  release(NEW);
});
afterEach(() => void vi.restoreAllMocks());

function release(starter: typeof NEW): void {
  vi.mocked(currentTemplate).mockReturnValue({ starter, packages: 'registry' });
}

describe('update', () => {
  test('exits with 0, says what it did, and does nothing a second time', async () => {
    const project = Project.create();
    expect(await update([], project.folder)).toBe(0);
    expect(output).toContain('small 1.0.0 -> 2.0.0\n');
    expect(output).toContain('  replaced  README.md\n');
    expect(output).toContain('  removed   src/legacy/index.js\n');
    expect(output).toContain('  Next  npm install\n        npm test\n');
    expect(output).toContain('  Back  git checkout . && git clean -fd\n');
    output = '';
    expect(await update([], project.folder)).toBe(0);
    expect(output).toBe('small 2.0.0: nothing to do.\n');
  });

  test('exits with 1 where a person has to decide', async () => {
    const project = Project.create();
    project.edit('src/app.js', 'server.listen(port);', 'server.listen(port, "::1");');
    project.commit();
    expect(await update(['--dry-run'], project.folder)).toBe(1);
    expect(output).toContain('  conflict  src/app.js\n            1 conflict: look for <<<<<<<.\n');
    expect(output).toContain('Nothing was written; without --dry-run, update does it.\n');
    expect(project.status()).toBe('');
  });

  test('--json has everything but the contents', async () => {
    const project = Project.create();
    expect(await update(['--json'], project.folder)).toBe(0);
    const report = JSON.parse(output) as { changes: unknown[] };
    expect(report).toMatchObject({
      formatVersion: 1,
      template: 'small',
      from: '1.0.0',
      to: '2.0.0',
      written: true,
    });
    expect(report.changes[0]).toEqual({ path: 'Dockerfile', outcome: 'replaced', notes: [] });
  });

  test.each([
    [['--dryrun'], '--dryrun is not a flag; did you mean --dry-run?'],
    [['--json=yes'], '--json takes no value, got "yes".'],
    [['redis'], 'update takes no name, got redis'],
  ])('%j is not understood', async (argv, message) => {
    const project = Project.create();
    await expect(update(argv, project.folder)).rejects.toThrow(UsageError);
    await expect(update(argv, project.folder)).rejects.toThrow(message);
  });

  test.each([update, add, diff])('--help documents the exit codes', async (run) => {
    expect(await run(['--help'])).toBe(0);
    expect(output).toMatch(/^create-seaworthy \w+: [^]*Usage[^]*Exit codes: 0 /);
  });
});

test('what breaks is told by 2, since 1 has a meaning', async () => {
  vi.mocked(currentTemplate).mockImplementation(() => {
    throw new Error('broken');
  });
  const project = Project.create();
  vi.spyOn(process, 'cwd').mockReturnValue(project.folder);
  for (const command of ['update', 'diff', 'add']) expect(await cli([command])).toBe(2);
  expect(output).toContain('create-seaworthy broke, which is our fault:');
});

describe('add', () => {
  beforeEach(() => release(OLD));

  test('merges an extra into the project, and takes nothing else along', async () => {
    const project = Project.create();
    project.edit('src/app.js', "'hello'", "'good morning'");
    project.edit('package.json', '"pg"', '"pino": "^10.0.0",\n    "pg"');
    project.commit();
    expect(await add(['redis'], project.folder)).toBe(0);
    expect(output).toContain('  merged    package.json\n  merged    src/app.js\n  added     src/redis.js\n');
    expect(project.read('src/app.js')).toContain("import { redis } from './redis.js';");
    expect(project.read('src/app.js')).toContain('good morning');
    const { dependencies } = JSON.parse(project.read('package.json')) as { dependencies: object };
    expect(Object.keys(dependencies)).toEqual(['@seaworthy/kit', 'express', 'pino', 'pg', 'redis']);
    project.commit();
    expect(await add(['redis'], project.folder)).toBe(0);
    expect(output).toContain('small 1.0.0: nothing to do.\n');
  });

  test('takes several at once', async () => {
    const project = Project.create(OLD, { extras: [] });
    expect(await add(['kubernetes', 'docker'], project.folder)).toBe(0);
    expect(project.status()).toContain('?? Dockerfile\n?? kubernetes/\n');
    expect(project.read('.seaworthy.json')).toMatch(/"docker",\s*"kubernetes"/);
  });

  test('names what there is to add', async () => {
    const project = Project.create();
    await expect(add([], project.folder)).rejects.toThrow(
      'Expected what to add: ci, docker, kubernetes, redis.',
    );
    await expect(add(['kubernets'], project.folder)).rejects.toThrow(/has: .*; did you mean kubernetes\?/);
  });

  test('is refused where it would be an update too', async () => {
    release(NEW);
    const project = Project.create();
    await expect(add(['redis'], project.folder)).rejects.toThrow(
      'This project was made with 1.0.0, and this is create-seaworthy 2.0.0. ' +
        'Update it first, or run: npx create-seaworthy@1.0.0 add redis',
    );
  });
});

describe('diff', () => {
  test('exits with 0 and is silent where nothing differs', async () => {
    const project = Project.create();
    project.write('src/mine.js', 'export {};\n');
    project.write('README.md', project.read('README.md').replaceAll('\n', '\r\n'));
    expect(await diff([], project.folder)).toBe(0);
    expect(output).toBe('');
  });

  test('exits with 1, and is a patch that takes the differences back', async () => {
    const project = Project.create();
    project.edit('README.md', 'npm start', 'npm start, and wait');
    project.edit('src/app.js', "'hello'", "'good morning'");
    project.remove('src/legacy/index.js');
    project.commit();
    expect(await diff([], project.folder)).toBe(1);
    expect(output).toContain('--- a/README.md\n+++ b/README.md\n');
    expect(output).toContain('-npm start\n+npm start, and wait\n');
    expect(output).toContain('+++ /dev/null\n');
    execFileSync('git', ['apply', '-R'], { cwd: project.folder, input: output });
    output = '';
    expect(await diff([], project.folder)).toBe(0);
  });

  test('is about what the template gave, also after an update merged it', async () => {
    const project = Project.create();
    project.edit('src/app.js', "'hello'", "'good morning'");
    project.commit();
    await update([], project.folder);
    project.commit();
    output = '';
    expect(await diff(['--json'], project.folder)).toBe(1);
    const { files, version } = JSON.parse(output) as { version: string; files: { diff: string }[] };
    expect(version).toBe('2.0.0');
    expect(files).toMatchObject([{ path: 'src/app.js', state: 'changed' }]);
    expect(files[0]!.diff.match(/^[-+] .*$/gm)).toEqual([
      "-  response.end('hello');",
      "+  response.end('good morning');",
    ]);
  });

  test('names a file whose old content is not to be had', async () => {
    vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
    const project = Project.create(OLD, { repository: false });
    project.edit('src/app.js', "'hello'", "'good morning'");
    expect(await diff([], project.folder)).toBe(1);
    expect(output).toBe('src/app.js is changed; what the template gave is not to be had.\n');
    vi.unstubAllEnvs();
  });
});
