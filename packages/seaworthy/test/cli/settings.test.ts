import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from '../../src/cli/arguments.ts';
import { CHECK_FLAGS } from '../../src/cli/check-flags.ts';
import { settings } from '../../src/cli/settings.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'seaworthy-settings-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, value: object): void => writeFileSync(join(folder, name), JSON.stringify(value));
const read = (args: string[], environment = {}) => settings(parse(CHECK_FLAGS, args), folder, environment);

test('flags win over the configuration, one by one', async () => {
  write('seaworthy.config.json', {
    command: 'node server.js',
    env: { A: 'config', B: 'config' },
    level: 'must',
    dependencies: { DATABASE_URL: { url: 'postgres://config', required: true }, REDIS_URL: 'redis://config' },
  });
  const line =
    '--env B=flag=1 --level may --dependency DATABASE_URL=embedded --only http,wire --only=logs/* --timeout 90 --jobs 2 --slow';
  const { config, options } = await read(line.split(' '));
  expect(config).toEqual({
    command: 'node server.js',
    env: { A: 'config', B: 'flag=1' },
    level: 'may',
    only: ['http', 'wire', 'logs/*'],
    dependencies: { DATABASE_URL: { url: 'embedded', required: true }, REDIS_URL: 'redis://config' },
  });
  expect(options).toMatchObject({
    bootTimeout: 90_000,
    jobs: 2,
    slow: true,
    allowWrites: false,
    mine: false,
  });
});

test('a dependency without a value has its current one', async () => {
  const { config } = await read(['--dependency', 'DATABASE_URL', '--', 'x'], {
    DATABASE_URL: 'postgres://now',
  });
  expect(config.dependencies).toEqual({ DATABASE_URL: 'postgres://now' });
});

test('a URL or a command given here replaces what the configuration starts, and runs from here', async () => {
  write('seaworthy.config.json', { command: 'node server.js', cwd: 'api', only: ['http'] });
  expect((await read(['--', 'node', '.', '--port', '1'])).config).toEqual({
    command: ['node', '.', '--port', '1'],
    cwd: folder,
    only: ['http'],
  });
  expect((await read(['http://localhost:3000'])).config).toMatchObject({ url: 'http://localhost:3000' });
  expect((await read([])).config).toMatchObject({ command: 'node server.js', cwd: 'api' });
});

test('without either it goes by what the folder looks like, and says so', async () => {
  write('package.json', { scripts: { start: 'node app.js' }, dependencies: { express: '5' } });
  const { config, options, assumed } = await read([]);
  expect(config).toEqual({ command: ['node', 'app.js'] });
  expect(options.framework).toBe('express');
  expect(assumed).toEqual(['The service is started by `node app.js`, the start script of package.json.']);
});

test.each([
  ["import Fastify from 'fastify';", 'fastify'],
  ["const app = require('express')();", 'express'],
  ["import { Hono } from 'hono';", undefined],
  ["import { app } from './app.js';", 'nestjs'],
])('what the started file imports is surer than the dependencies: %s', async (source, framework) => {
  write('package.json', { dependencies: { '@nestjs/core': '11', fastify: '5', express: '5', hono: '4' } });
  writeFileSync(join(folder, 'server.mjs'), source);
  expect((await read(['--', 'node', 'server.mjs'])).options.framework).toBe(framework);
});

test('of a service at a URL the framework is not guessed', async () => {
  write('package.json', { dependencies: { express: '5' } });
  expect((await read(['http://localhost:3000'])).options).not.toHaveProperty('framework');
});
