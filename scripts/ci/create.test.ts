import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '@seaworthy/kit/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../docs/documents.mjs';
import { missingPairs, PRODUCTS, type Product } from './create/pairs.ts';
import { run } from './create/run.ts';
import { unfit } from './create/unfit.ts';

const COMMAND = join(root, 'packages', 'create', 'bin', 'create-seaworthy.js');
const place = mkdtempSync(join(tmpdir(), 'created-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('every pair of answers is among the projects', () => {
  expect(missingPairs(PRODUCTS)).toEqual([]);
});

describe('a project', () => {
  it.concurrent.each(PRODUCTS.map((product, index) => [title(product), product, `made-${index}`] as const))(
    'of %s installs, compiles, is lint-clean, passes its tests, serves, stops, and is fit for production',
    async (_, product, name) => {
      const folder = join(place, name);
      const created = await run(process.execPath, [COMMAND, name, ...flagsFor(product), '--json'], place);
      expect(created.code, created.output).toBe(0);
      expect(JSON.parse(created.stdout)).toMatchObject({
        written: true,
        installed: { ok: true },
        git: 'committed',
      });
      for (const words of [['run', 'typecheck'], ['run', 'lint'], ['test']])
        expect(await run('npm', words, folder)).toMatchObject({ code: 0 });
      await servesAndStops(folder);
      expect(await unfit(folder)).toEqual([]);
    },
    600_000,
  );
});

async function servesAndStops(folder: string): Promise<void> {
  const env = {
    PORT: '0',
    LOG_LEVEL: 'info',
    NODE_ENV: undefined,
    DATABASE_URL: undefined,
    REDIS_URL: undefined,
  };
  await using service = program(join(folder, 'dist', 'main.js'), { cwd: folder, env });
  const [, url] = await service.line(/"url":"([^"]+)"/, 60_000);
  expect((await fetch(`${url}/users`)).status).toBe(200);
  service.signal('SIGTERM');
  expect(await service.exited).toMatchObject({ code: 0 });
}

function title({ framework, database, ...extras }: Product): string {
  return [framework, database, ...Object.values(extras).filter((extra) => extra !== '-')].join(' ');
}

function flagsFor({ framework, database, ...extras }: Product): string[] {
  const given = Object.entries(extras).filter(([, answer]) => answer !== '-');
  const left = Object.keys(extras).filter((extra) => extras[extra as keyof typeof extras] === '-');
  return [
    '--framework',
    framework,
    '--db',
    database,
    ...(given.length > 0 ? ['--with', given.map(([extra]) => extra).join(',')] : []),
    ...(left.length > 0 ? ['--without', left.join(',')] : []),
  ];
}
