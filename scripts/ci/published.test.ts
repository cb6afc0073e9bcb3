import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { registry, type Registry } from './create/registry.ts';
import { run } from './create/run.ts';
import { unfit } from './create/unfit.ts';

const place = mkdtempSync(join(tmpdir(), 'published-'));
const service = join(place, 'my-service');
let published: Registry | undefined;

beforeAll(async () => {
  published = await registry();
});
afterAll(async () => {
  await published?.[Symbol.asyncDispose]();
  rmSync(place, { recursive: true, force: true });
});

it('npm create seaworthy@latest makes a project, whose files are there within a second', async () => {
  const words = ['create', '--yes', 'seaworthy@latest', 'my-service', '--', '--yes'];
  const created = await run('npm', words, place, published!.env);
  expect(created.code, created.output).toBe(0);
  const [, , ms] = /(\d+) files in (\d+) ms/.exec(created.output)!.map(Number);
  expect(ms).toBeLessThan(1_000);
  expect(created.output).toMatch(/npx create-seaworthy my-service .*--yes/);
}, 240_000);

it('the project asks the registry for its packages, has the file that npm would not pack, and is committed', async () => {
  expect(readFileSync(join(service, 'package.json'), 'utf8')).toMatch(/"seaworthy": "\^\d/);
  expect(readFileSync(join(service, '.gitignore'), 'utf8')).toContain('node_modules/');
  expect(existsSync(join(service, 'vendor'))).toBe(false);
  expect(await run('git', ['status', '--porcelain'], service)).toMatchObject({ code: 0, output: '' });
});

it('npx seaworthy check finds it fit for production', async () => {
  expect(await run('npm', ['run', 'build'], service)).toMatchObject({ code: 0 });
  expect(await unfit(service, published!.env)).toEqual([]);
}, 240_000);

it('npx seaworthy create makes one too, and with a warm cache its first request is served within a minute', async () => {
  const since = performance.now();
  const words = ['--yes', 'seaworthy@latest', 'create', 'other', '-f', 'express', '--yes'];
  const created = await run('npx', words, place, published!.env);
  expect(created.code, created.output).toBe(0);
  await using dev = npmRunDev(join(place, 'other'));
  await vi.waitFor(async () => expect(await dev.status('/users')).toBe(200), {
    timeout: 120_000,
    interval: 100,
  });
  expect(performance.now() - since).toBeLessThan(60_000);
}, 240_000);

it('npx seaworthy update has nothing to do right after', async () => {
  const updated = await run('npx', ['seaworthy', 'update'], service, published!.env);
  expect(updated.output).toContain('nothing to do');
  expect(updated.code).toBe(0);
}, 120_000);

/** As in a terminal: in a group of its own, which Ctrl-C ends. */
function npmRunDev(cwd: string) {
  const port = 40_000 + (process.pid % 20_000);
  const env = {
    ...process.env,
    PORT: String(port),
    NODE_ENV: undefined,
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
  };
  const child = spawn('npm', ['run', 'dev'], { cwd, env, detached: true, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  return {
    status: (path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`).then(
        ({ status }) => status,
        () => 0,
      ),
    async [Symbol.asyncDispose]() {
      process.kill(-child.pid!, 'SIGINT');
      await ended;
    },
  };
}
