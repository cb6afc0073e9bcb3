import { describe, expect, test } from 'vitest';
import { changed, NEW, notes, OLD, outcomes, Project } from './project.ts';

describe('a project that nobody touched', () => {
  test('becomes what the new template gives', async () => {
    const project = Project.create();
    const report = await project.update();
    expect(outcomes(report)).toEqual({
      Dockerfile: 'replaced',
      'README.md': 'replaced',
      'assets/logo.png': 'replaced',
      'bin/run.sh': 'replaced',
      'go.sum': 'replaced',
      'package.json': 'replaced',
      'src/app.js': 'replaced',
      'src/constants.js': 'replaced',
      'src/fresh.js': 'added',
      'src/legacy/index.js': 'removed',
    });
    const fresh = Project.create(NEW);
    expect(project.git('ls-files')).toContain('src/legacy/index.js');
    project.commit();
    fresh.commit();
    expect(project.git('ls-tree', '-r', 'HEAD')).toBe(fresh.git('ls-tree', '-r', 'HEAD'));
  });

  test('loses the folders that are empty then', async () => {
    const project = Project.create();
    await project.update();
    expect(project.has('src/legacy')).toBe(false);
    expect(project.has('src')).toBe(true);
  });

  test('has nothing to do a second time, committed or not', async () => {
    const project = Project.create();
    await project.update();
    const status = project.status();
    for (const again of [await project.updateAsItIs(), await project.update()]) {
      expect(again).toMatchObject({ written: false, changes: [], next: [] });
    }
    expect(status).toContain('M README.md');
    expect(project.status()).toBe('');
  });

  test('is told what to do next, and how to go back', async () => {
    const project = Project.create();
    project.write('pnpm-lock.yaml', '');
    const { next, back } = await project.update();
    expect(next).toEqual(['pnpm install', 'npm test', 'npm run check', 'git diff, and commit']);
    project.git('checkout', '-q', '.');
    project.git('clean', '-q', '-fd');
    expect(back).toBe('git checkout . && git clean -fd');
    expect(outcomes(await project.updateAsItIs())['README.md']).toBe('replaced');
  });
});

test('what both sides changed in different places is merged', async () => {
  const project = Project.create();
  project.edit('src/app.js', "response.end('hello');", "response.end('good morning');");
  const report = await project.update();
  expect(outcomes(report)['src/app.js']).toBe('merged');
  const text = project.read('src/app.js');
  expect(text).toContain("response.end('good morning');");
  expect(text).toContain("process.on('SIGTERM', stop);");
});

test('what both sides changed in the same place is marked, and listed', async () => {
  const project = Project.create();
  project.edit('src/app.js', 'server.listen(port);', 'server.listen(port, "::1");');
  const report = await project.update();
  expect(outcomes(report)['src/app.js']).toBe('conflict');
  expect(notes(report, 'src/app.js')).toEqual(['1 conflict: look for <<<<<<<.']);
  expect(report.next[0]).toBe('Decide about src/app.js');
  expect(project.read('src/app.js')).toContain(
    [
      '<<<<<<< yours',
      '  server.listen(port, "::1");',
      '=======',
      '  server.listen(port, host);',
      '>>>>>>> template 2.0.0',
    ].join('\n'),
  );
});

test('markers that nobody resolved are told again, and the next update is refused until then', async () => {
  const project = Project.create();
  project.edit('src/app.js', 'server.listen(port);', 'server.listen(port, "::1");');
  await project.update();
  const again = await project.update();
  expect(notes(again, 'src/app.js')).toEqual(['The markers of an earlier update are still in it.']);
  expect(again.written).toBe(false);
  const third = changed(NEW, '3.0.0', { 'src/app.js': 'export {};\n' });
  await expect(project.update(third)).rejects.toThrow(
    'Expected the conflicts of the last update to be resolved, got markers in src/app.js.',
  );
  expect(project.status()).toBe('');
});

test('what both sides changed alike is left alone', async () => {
  const project = Project.create();
  project.write('src/constants.js', 'export const answer = 42;\n');
  expect(outcomes(await project.update())['src/constants.js']).toBeUndefined();
});

test('a file that only the project changed is left alone', async () => {
  const project = Project.create();
  project.write('src/redis.js', 'export {};\n');
  project.write('kubernetes/service.yaml', 'kind: List\n');
  const report = await project.update();
  expect(outcomes(report)).not.toHaveProperty('src/redis.js');
  expect(project.read('kubernetes/service.yaml')).toBe('kind: List\n');
});

test('a deleted file stays deleted, this time and the next', async () => {
  const project = Project.create();
  project.remove('src/constants.js');
  expect(outcomes(await project.update())['src/constants.js']).toBe('deleted');
  expect(project.has('src/constants.js')).toBe(false);
  const third = changed(NEW, '3.0.0', { 'src/constants.js': 'export const answer = 43;\n' });
  expect(outcomes(await project.update(third))).toMatchObject({ 'src/constants.js': 'deleted' });
  expect(project.has('src/constants.js')).toBe(false);
});

test('a changed file that the template no longer has is kept', async () => {
  const project = Project.create();
  project.write('src/legacy/index.js', 'export const legacy = "mine";\n');
  const report = await project.update();
  expect(outcomes(report)['src/legacy/index.js']).toBe('kept');
  expect(notes(report, 'src/legacy/index.js')).toEqual(['You changed it; the template no longer has it.']);
  expect(project.read('src/legacy/index.js')).toContain('mine');
});

test("a file of one's own in the place of a new one is kept, and the new one lies beside it", async () => {
  const project = Project.create();
  project.write('src/fresh.js', 'export const mine = true;\n');
  const report = await project.update();
  expect(outcomes(report)['src/fresh.js']).toBe('beside');
  expect(notes(report, 'src/fresh.js')[0]).toContain("The template's version is src/fresh.js.new.");
  expect(project.read('src/fresh.js')).toContain('mine');
  expect(project.read('src/fresh.js.new')).toContain('fresh');
});

test('a changed binary file is kept, and the new one lies beside it', async () => {
  const project = Project.create();
  const mine = Buffer.from([0x89, 0, 1, 2, 3]);
  project.write('assets/logo.png', mine);
  const report = await project.update();
  expect(outcomes(report)['assets/logo.png']).toBe('beside');
  expect(project.read('assets/logo.png')).toBe(mine.toString());
  expect(project.read('assets/logo.png.new')).toContain('new');
});

test('a changed lock file is never merged, and the command that mends it is named', async () => {
  const project = Project.create();
  project.write('go.sum', 'example.org/b v1.0.0 h1:cccc=\n');
  const report = await project.update();
  expect(outcomes(report)['go.sum']).toBe('kept');
  expect(notes(report, 'go.sum')).toEqual(['Lock files are never merged: run go mod tidy.']);
  expect(report.next.slice(0, 2)).toEqual(['go mod tidy', 'npm install']);
  expect(project.read('go.sum')).toContain('cccc');
});

describe('the executable bit', () => {
  test('comes with the template, also where nothing else changed', async () => {
    const project = Project.create();
    expect(project.isExecutable('bin/run.sh')).toBe(false);
    const report = await project.update();
    expect(notes(report, 'bin/run.sh')).toEqual(['It is executable now.']);
    expect(project.isExecutable('bin/run.sh')).toBe(true);
  });

  test('that somebody set survives a new content', async () => {
    const project = Project.create();
    project.write('src/constants.js', project.read('src/constants.js'), 0o755);
    expect(outcomes(await project.update())['src/constants.js']).toBe('replaced');
    expect(project.isExecutable('src/constants.js')).toBe(true);
  });
});

describe('a project with CRLF', () => {
  test('that git made at checkout counts as untouched, and keeps it', async () => {
    const project = Project.create();
    crlf(project, 'README.md');
    const report = await project.update();
    expect(outcomes(report)['README.md']).toBe('replaced');
    expect(project.read('README.md')).toContain('## Check\r\n');
    expect(project.read('README.md').replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('is merged like any other', async () => {
    const project = Project.create();
    project.edit('README.md', 'src\n', 'src, and mine\n');
    crlf(project, 'README.md');
    const report = await project.update();
    expect(outcomes(report)['README.md']).toBe('merged');
    expect(project.read('README.md')).toContain('## Check\r\n');
    expect(project.read('README.md')).toContain('src, and mine\r\n');
    expect(project.read('README.md').replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('a project that got another name', () => {
  test('gets the new version of files that differ by the name only, with its name in them', async () => {
    const project = Project.create();
    for (const path of ['package.json', 'README.md']) project.edit(path, 'orders', 'billing');
    const report = await project.update();
    expect(outcomes(report)).toMatchObject({ 'package.json': 'replaced', 'README.md': 'replaced' });
    expect(project.read('README.md')).toMatch(/^# billing\n[^]*npm run check/);
    expect(project.read('package.json')).toContain('"name": "billing"');
  });

  test('keeps its name in files that were changed besides', async () => {
    const project = Project.create();
    project.edit('package.json', 'orders', 'billing');
    project.edit('README.md', '# orders', '# billing');
    project.edit('README.md', 'npm test', 'npm test, twice');
    const report = await project.update();
    expect(outcomes(report)['README.md']).toBe('merged');
    expect(project.read('README.md')).toMatch(/^# billing\n[^]*npm test, twice/);
  });

  test('keeps the old name where it was kept', async () => {
    const project = Project.create();
    project.edit('package.json', 'orders', 'billing');
    await project.update();
    expect(project.read('README.md')).toMatch(/^# orders\n/);
  });

  test('has nothing to do a second time', async () => {
    const project = Project.create();
    for (const path of ['package.json', 'README.md']) project.edit(path, 'orders', 'billing');
    await project.update();
    expect(await project.update()).toMatchObject({ written: false, changes: [] });
  });
});

describe('package.json', () => {
  test('is merged by members: added dependencies and scripts survive beside what the template adds', async () => {
    const project = Project.create(OLD, { extras: ['redis'] });
    project.edit('package.json', '"redis": "^6.0.0"', '"redis": "^6.0.0",\n    "yargs": "^18.0.0"');
    project.edit('package.json', '"test": "node --test"', '"test": "node --test",\n    "deploy": "make"');
    const report = await project.update();
    expect(outcomes(report)['package.json']).toBe('merged');
    const merged = JSON.parse(project.read('package.json')) as Record<string, unknown>;
    expect(merged['scripts']).toEqual({
      check: 'seaworthy check',
      start: 'node --enable-source-maps src/app.js',
      test: 'node --test',
      deploy: 'make',
    });
    expect(Object.keys(merged['dependencies'] as object)).toEqual([
      '@seaworthy/kit',
      'express',
      'redis',
      'yargs',
      'zod',
    ]);
  });

  test('takes the newer of two ranges, and says so', async () => {
    const project = Project.create(OLD, { extras: ['redis'] });
    project.edit('package.json', '^5.1.0', '^5.9.0');
    const report = await project.update();
    expect(outcomes(report)['package.json']).toBe('merged');
    expect(notes(report, 'package.json')).toEqual([
      "/dependencies/express: ^5.9.0 is the newer one of yours and the template's.",
    ]);
    expect(project.read('package.json')).toContain('"express": "^5.9.0"');
  });

  test('stays JSON where a person has to decide', async () => {
    const project = Project.create();
    project.edit('package.json', '"start": "node src/app.js"', '"start": "node src/main.js"');
    const report = await project.update();
    expect(outcomes(report)['package.json']).toBe('conflict');
    expect(notes(report, 'package.json')).toEqual([
      '/scripts/start: yours, "node src/main.js", is kept; the template has "node --enable-source-maps src/app.js".',
    ]);
    expect(JSON.parse(project.read('package.json'))).toMatchObject({
      scripts: { start: 'node src/main.js', check: 'seaworthy check' },
    });
  });
});

test('a dry run says the same and writes nothing, also in a tree that is not clean', async () => {
  const project = Project.create();
  project.edit('README.md', 'src\n', 'lib\n');
  const before = project.git('for-each-ref');
  const dry = await project.updateAsItIs(NEW, { dryRun: true });
  expect(dry.written).toBe(false);
  expect(project.status()).toBe(' M README.md\n');
  expect(project.git('for-each-ref')).toBe(before);
  const real = await project.update();
  expect(real.changes).toEqual(dry.changes);
  expect(real.written).toBe(true);
});

test('the record says what the template gave, and is written in any case', async () => {
  const before = changed(OLD, '1.0.0', { 'package.json': undefined });
  const project = Project.create(before);
  const report = await project.update({ ...before, version: '1.0.1' });
  expect(report.changes).toEqual([]);
  expect(report.written).toBe(true);
  expect(JSON.parse(project.read('.seaworthy.json'))).toMatchObject({ version: '1.0.1' });
});

test('a link is not followed, and nothing is written through it', async () => {
  const outside = Project.create(OLD, { repository: false });
  const project = Project.create();
  project.remove('src');
  const { symlinkSync } = await import('node:fs');
  symlinkSync(`${outside.folder}/src`, `${project.folder}/src`);
  const report = await project.update();
  expect(outcomes(report)).toMatchObject({ 'src/app.js': 'kept', 'src/fresh.js': 'kept' });
  expect(outside.has('src/fresh.js')).toBe(false);
  expect(outside.read('src/constants.js')).toContain('41');
});

function crlf(project: Project, path: string): void {
  project.write(path, project.read(path).replaceAll('\n', '\r\n'));
}
