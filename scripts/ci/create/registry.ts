import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { root } from '../../docs/documents.mjs';
import { run } from './run.ts';

/** Where the registry itself is installed; it is no member of the workspace. */
const INSTALLED = join(root, 'scripts', 'ci', 'registry');
const OURS = ['packages/kit', 'packages/seaworthy', 'packages/create'];

/** A registry of this machine that has our packages and hands on everything else. */
export interface Registry extends AsyncDisposable {
  /** Makes npm ask this registry, with a warm cache and with no package of ours that it ran before. */
  env: NodeJS.ProcessEnv;
}

/** Starts a registry and publishes the packages of this repository to it. */
export async function registry(): Promise<Registry> {
  const place = mkdtempSync(join(tmpdir(), 'registry-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  writeFileSync(
    join(place, 'config.yaml'),
    configuration((await npm(['config', 'get', 'registry'], root)).trim()),
  );
  writeFileSync(join(place, 'npmrc'), `//127.0.0.1:${port}/:_authToken=anybody\n`);
  mkdirSync(join(place, 'cache'));
  symlinkSync(
    join((await npm(['config', 'get', 'cache'], root)).trim(), '_cacache'),
    join(place, 'cache', '_cacache'),
  );
  const env = {
    npm_config_registry: url,
    npm_config_userconfig: join(place, 'npmrc'),
    npm_config_cache: join(place, 'cache'),
    npm_config_update_notifier: 'false',
  };
  const main = createRequire(join(INSTALLED, 'package.json')).resolve('verdaccio/bin/verdaccio');
  const server = spawn(
    process.execPath,
    [main, '--config', join(place, 'config.yaml'), '--listen', `127.0.0.1:${port}`],
    {
      cwd: place,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (said += text));
  const stop = async () => {
    const ended = new Promise((resolve) => server.once('close', resolve));
    if (server.kill()) await ended;
    rmSync(place, { recursive: true, force: true });
  };
  try {
    const answers = async () => expect((await fetch(`${url}-/ping`)).ok, said).toBe(true);
    await vi.waitFor(answers, { timeout: 60_000, interval: 200 });
    for (const folder of OURS) {
      const packed = await npm(['pack', '--json', '--pack-destination', place], join(root, folder));
      const [{ filename }] = JSON.parse(packed.slice(packed.indexOf('['))) as [{ filename: string }];
      await npm(['publish', join(place, filename)], place, env);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { env, [Symbol.asyncDispose]: stop };
}

function configuration(upstream: string): string {
  return `
storage: ./storage
auth: { htpasswd: { file: ./htpasswd, max_users: -1 } }
uplinks:
  upstream: { url: '${upstream}', timeout: 60s, maxage: 1h }
packages:
  'create-seaworthy': { access: $all, publish: $all }
  'seaworthy': { access: $all, publish: $all }
  '@seaworthy/*': { access: $all, publish: $all }
  '**': { access: $all, proxy: upstream }
web: { enable: false }
log: { type: stdout, level: warn }
`;
}

async function npm(words: string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, output, stdout } = await run('npm', [...words, '--loglevel=error'], cwd, env);
  expect(code, output).toBe(0);
  return stdout;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
