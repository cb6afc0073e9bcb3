import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Place } from './place.ts';

const BIN = fileURLToPath(new URL('../bin/create-seaworthy.js', import.meta.url));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The command as a script runs it: no terminal, no answers. */
function create(place: Place, words: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [BIN, ...words.split(' ').filter(Boolean)], {
    cwd: place.path,
    env: { ...process.env, npm_config_user_agent: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (text.stdout += chunk));
  child.stderr.on('data', (chunk) => (text.stderr += chunk));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...text })));
  return { ended, text, signal: (signal: NodeJS.Signals) => child.kill(signal) };
}

const done = (place: Place, words: string, env?: NodeJS.ProcessEnv) => create(place, words, env).ended;

/** A package manager of that name that does what the script says when it is to install. */
function packageManager(place: Place, name: string, script: string): NodeJS.ProcessEnv {
  mkdirSync(place.at('.bin'));
  const text = `#!/bin/sh\n[ "$1" = --version ] && echo 9.9.9 && exit\n${script}\n`;
  writeFileSync(place.at('.bin', name), text, { mode: 0o755 });
  return { PATH: `${place.at('.bin')}${delimiter}${process.env['PATH']}` };
}

describe('without a terminal', () => {
  it('nothing is asked: what is not told is default', async () => {
    using place = new Place();
    const { code, stdout } = await done(place, '--no-install');
    expect(code).toBe(0);
    expect(stdout).toMatch(/my-service +\d+ files in \d+ ms, one git commit/);
    expect(stdout).toContain('cd my-service && npm install && npm run dev');
    expect(place.names('my-service')).toEqual(
      expect.arrayContaining(['.seaworthy.json', 'Dockerfile', 'vendor']),
    );
  });

  it('the command that is printed makes the same bytes again', async () => {
    using place = new Place();
    const words = 'one -f nestjs --db none --without docker --with redis --port 8080 --pm pnpm --name orders';
    const { stdout } = await done(place, `${words} --no-install --no-git`);
    const [, again] = /Again {2}node \S+ one (.*)/.exec(stdout)!;
    expect(await done(place, `two ${again}`)).toMatchObject({ code: 0 });
    expect(execFileSync('diff', ['-r', place.at('one'), place.at('two')], { encoding: 'utf8' })).toBe('');
  });

  it.each([
    ['-f expres', 'did you mean express?'],
    ['-f express --db embeded', 'did you mean embedded?'],
    ['-f express --without dockr', 'did you mean docker?'],
    ['my-service express', 'npm create takes flags only after --'],
    ['--port eighty', 'expected a whole number from 1 to 65535'],
    ['--name Orders', 'orders would do'],
  ])('%s is refused with 2: %s', async (words, message) => {
    using place = new Place();
    const { code, stderr } = await done(place, words);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(place.names()).toEqual([]);
  });

  it('a folder that is not empty is left alone, with 2', async () => {
    using place = new Place();
    writeFileSync(place.at('package.json'), '{}');
    const { code, stderr } = await done(place, '. --no-install');
    expect(code).toBe(2);
    expect(stderr).toContain('written again: package.json');
    expect(place.names()).toEqual(['package.json']);
  });

  it('--dry-run names the files and writes none', async () => {
    using place = new Place();
    const { code, stdout } = await done(place, 'orders -f express --with kubernetes --dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('  kubernetes/deployment.yaml\n');
    expect(place.names()).toEqual([]);
  });

  it('--json is one document', async () => {
    using place = new Place();
    const { code, stdout } = await done(place, 'orders -f express --no-install --json');
    expect(code).toBe(0);
    const { files, ...rest } = JSON.parse(stdout) as { files: string[] };
    expect(files).toEqual(expect.arrayContaining(['.seaworthy.json', 'src/app.ts']));
    expect(rest).toMatchObject({
      written: true,
      folder: 'orders',
      template: 'express',
      answers: { name: 'orders', database: 'embedded', extras: ['ci', 'docker'], port: 3000 },
      git: 'committed',
    });
  });

  it('--list says what each framework is best for and whether its tools are here', async () => {
    using place = new Place();
    const [text, json] = await Promise.all([done(place, '--list'), done(place, '--list --json')]);
    expect(text.stdout).toMatch(/express +Express +TypeScript .* node \d+\.\d+/);
    const list = JSON.parse(json.stdout) as { id: string }[];
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining(['express', 'fastify', 'nestjs']));
    expect(list.find(({ id }) => id === 'nestjs')).toMatchObject({
      runsHere: true,
      databases: ['embedded', 'none'],
    });
  });
});

describe('git', () => {
  it('commits once, though nobody said who they are', async () => {
    using place = new Place();
    const env = { HOME: place.path, GIT_CONFIG_NOSYSTEM: '1', XDG_CONFIG_HOME: place.path, EMAIL: undefined };
    expect(await done(place, 'orders --no-install', env)).toMatchObject({ code: 0 });
    const git = (...words: string[]) =>
      execFileSync('git', words, { cwd: place.at('orders'), encoding: 'utf8' });
    expect(git('log', '--format=%s')).toBe('Start from the Fastify starter of Seaworthy\n');
    expect(git('status', '--porcelain')).toBe('');
  });

  it('is left alone where there is a repository already', async () => {
    using place = new Place();
    execFileSync('git', ['init', '--quiet'], { cwd: place.path });
    const { stdout } = await done(place, '. --no-install');
    expect(stdout).toContain('in a repository already, so nothing was committed');
  });
});

describe('an installation', () => {
  it('that fails keeps the project, says what to run, and gives 1', async () => {
    using place = new Place();
    const env = packageManager(place, 'pnpm', 'echo no such network >&2; exit 7');
    const { code, stdout } = await done(place, 'orders --pm pnpm', env);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /pnpm install failed after .* s\. The project is whole; it said:\n +no such network/,
    );
    expect(stdout).toContain('cd orders && pnpm install && pnpm run dev');
    expect(place.names('orders')).toContain('package.json');
  });

  it('that is stopped keeps the project too', async () => {
    using place = new Place();
    const env = packageManager(place, 'yarn', 'echo > started; exec sleep 60');
    const running = create(place, 'orders --pm yarn', env);
    await expect.poll(() => place.has('orders', 'started'), { timeout: 20_000 }).toBe(true);
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(130);
    expect(stdout).toContain('yarn install was stopped. The project is whole without.');
  });

  it('does not happen without its package manager, which is no failure', async () => {
    using place = new Place();
    const env = packageManager(place, 'bun', 'exit');
    rmSync(place.at('.bin', 'bun'));
    const { code, stdout } = await done(place, 'orders --pm bun', { ...env, PATH: '/usr/bin:/bin' });
    expect(code).toBe(0);
    expect(stdout).toContain('bun not found. Install bun');
  });
});

const small = smallDisk();
it.skipIf(small === undefined)('a disk that is full gets nothing, with 1', async () => {
  using disk = small!;
  const { code, stderr } = await done(disk, 'orders --no-install');
  expect(code).toBe(1);
  expect(stderr).toContain('The disk is full. Nothing was written.');
  expect(disk.names()).toEqual([]);
});

/** Where this process may mount one. */
function smallDisk(): Place | undefined {
  const place = new Place();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place.path], { stdio: 'ignore' });
  } catch {
    place[Symbol.dispose]();
    return undefined;
  }
  const remove = place[Symbol.dispose].bind(place);
  place[Symbol.dispose] = () => {
    execFileSync('umount', [place.path]);
    remove();
  };
  return place;
}
