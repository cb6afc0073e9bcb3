import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { answersTo } from '../../src/answers.ts';
import { blobId } from '../../src/blob-id.ts';
import { render } from '../../src/render.ts';
import { fromSources, type BaseSource } from '../../src/update/base/sources.ts';
import { changed, NEW, notes, OLD, outcomes, Project } from './project.ts';

/** Where the changes of the tests need a base. */
const APP = 'src/app.js';
const withMine = (project: Project): void => project.edit(APP, "'hello'", "'good morning'");

// Nobody's registry is asked.
beforeEach(() => void vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9'));
afterEach(() => void vi.unstubAllEnvs());

describe('the base of a merge', () => {
  test('is found among the objects of git, without a network', async () => {
    const project = Project.create();
    withMine(project);
    expect(outcomes(await project.update())[APP]).toBe('merged');
  });

  test('is there for the next update too, though a merge never writes what the template gave', async () => {
    const project = Project.create();
    withMine(project);
    await project.update();
    project.commit();
    project.git('gc', '-q', '--prune=now');
    const text = NEW.files.find(({ path }) => path === APP)!.content.toString();
    const third = changed(NEW, '3.0.0', { [APP]: `${text}\n// the third\n` });
    const report = await project.update(third);
    expect(outcomes(report)[APP]).toBe('merged');
    expect(project.read(APP)).toContain('good morning');
    expect(project.read(APP)).toContain('// the third');
    expect(project.git('log', '--all', '--format=%s').trim().split('\n')).toEqual([
      'work',
      'work',
      'work',
      'work',
    ]);
  });

  test('is kept apart for each of the projects of one repository', async () => {
    const project = Project.create();
    withMine(project);
    await project.update();
    const [ref] = project
      .git('for-each-ref', '--format=%(refname) %(objecttype)', 'refs/seaworthy')
      .split('\n');
    expect(ref).toMatch(/^refs\/seaworthy\/template-[0-9a-f]{12} tree$/);
  });

  test('is the template at hand where that still gives the same', async () => {
    const project = Project.create(OLD, { repository: false });
    withMine(project);
    const text = OLD.files.find(({ path }) => path === 'README.md')!.content.toString();
    const next = changed(OLD, '1.0.1', { 'README.md': `${text}\nMore.\n` });
    const report = await project.update(next, { force: true });
    expect(outcomes(report)).toEqual({ 'README.md': 'replaced', 'package.json': 'replaced' });
  });

  test('is the old version from the registry where git never saw it', async () => {
    const asked = await registryWith('1.0.0');
    const project = Project.create(OLD, { repository: false });
    withMine(project);
    project.git('init', '-q');
    const report = await project.update();
    expect(outcomes(report)[APP]).toBe('merged');
    expect(asked).toContain('/create-seaworthy');
  });

  test('is not to be had where nobody has it: the new version then lies beside the changed file', async () => {
    const project = Project.create(OLD, { repository: false });
    withMine(project);
    project.git('init', '-q');
    const report = await project.update();
    expect(outcomes(report)).toMatchObject({ [APP]: 'beside', 'README.md': 'replaced' });
    expect(notes(report, APP)).toEqual([
      "You changed it, and what it was once is not to be had. The template's version is src/app.js.new.",
    ]);
    expect(project.read(APP)).toContain('good morning');
    expect(project.read(`${APP}.new`)).toContain('SIGTERM');
  });

  test('is not looked for in the registry under a version that is none', async () => {
    const asked = await registryWith('1.0.0');
    const project = Project.create({ ...OLD, version: 'file:../evil' }, { repository: false });
    withMine(project);
    project.git('init', '-q');
    expect(outcomes(await project.update())[APP]).toBe('beside');
    expect(asked).toEqual([]);
  });
});

const lie = async (): Promise<Map<string, Buffer>> => new Map([['a', Buffer.from('B')]]);
const truth = async (): Promise<Map<string, Buffer>> => new Map([['a', Buffer.from('A')]]);

describe('fromSources', () => {
  const wanted = new Map([['a', blobId(Buffer.from('A'))]]);

  test('believes only what has the wanted id', async () => {
    expect(await fromSources(wanted, [lie, truth])).toEqual(new Map([['a', Buffer.from('A')]]));
    expect(await fromSources(wanted, [lie])).toEqual(new Map());
  });

  test('asks nobody once nothing is missing', async () => {
    const source = vi.fn<BaseSource>(truth);
    await fromSources(wanted, [source, source]);
    await fromSources(new Map(), [source]);
    expect(source).toHaveBeenCalledOnce();
  });
});

/** A registry on the loopback interface that has one version of this package. Gives the paths that it is asked for. */
async function registryWith(version: string): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-registry-'));
  const tarball = packed(folder, version);
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    if (request.url!.endsWith('.tgz')) return void response.end(readFileSync(tarball));
    const dist = { tarball: `${address()}/create-seaworthy-${version}.tgz` };
    const versions = { [version]: { name: 'create-seaworthy', version, dist } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: 'create-seaworthy', versions, 'dist-tags': { latest: version } }));
  });
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  vi.stubEnv('npm_config_registry', address());
  vi.stubEnv('npm_config_cache', join(folder, 'cache'));
  return asked;
}

/** An old version of this package whose template is the old fixture with the default answers. */
function packed(folder: string, version: string): string {
  const source = join(folder, 'package');
  const files = render(OLD, answersTo(OLD.manifest, { name: 'orders' }), 'registry');
  const contents = files.map(({ path, content }) => ({ path, content: content.toString('base64') }));
  mkdirSync(join(source, 'dist'), { recursive: true });
  writeFileSync(
    join(source, 'package.json'),
    JSON.stringify({ name: 'create-seaworthy', version, type: 'module' }),
  );
  writeFileSync(
    join(source, 'dist', 'template.js'),
    `const files = ${JSON.stringify(contents)};
    export const template = (id, answers, packages) =>
      id === 'small' && answers.name === 'orders' && packages === 'registry'
        ? files.map(({ path, content }) => ({ path, content: Buffer.from(content, 'base64'), mode: 0o644 }))
        : [];`,
  );
  const tarball = join(folder, `create-seaworthy-${version}.tgz`);
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);
  return tarball;
}
