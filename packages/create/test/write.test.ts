import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { destination } from '../src/destination.ts';
import type { RenderedProject } from '../src/render.ts';
import { write } from '../src/write.ts';
import { Place } from './place.ts';

const file = (path: string, text: string, mode: 0o644 | 0o755 = 0o644) => ({
  path,
  content: Buffer.from(text),
  mode,
});
const FILES: RenderedProject = [
  file('.gitignore', 'dist/\n.data/\n'),
  file('README.md', 'ours'),
  file('bin/run', '', 0o755),
  file('src/app.ts', 'app'),
];
const writeTo = (folder: string, files = FILES, force = false) =>
  write(
    files,
    destination(
      folder,
      files.map(({ path }) => path),
      force,
    ),
  );

describe('writing', () => {
  it('makes the folder and everything in it, and leaves nothing beside it', async () => {
    using place = new Place();
    await writeTo(place.at('deep', 'orders'));
    expect(place.names('deep')).toEqual(['orders']);
    expect(place.names('deep', 'orders')).toEqual(['.gitignore', 'README.md', 'bin', 'src']);
    expect(statSync(place.at('deep', 'orders')).mode & 0o777).toBe(0o777 & ~process.umask());
    expect(statSync(place.at('deep', 'orders', 'bin', 'run')).mode & 0o100).toBe(0o100);
  });

  it('keeps what is there, and adds to .gitignore what it lacks', async () => {
    using place = new Place();
    mkdirSync(place.at('.git'));
    writeFileSync(place.at('README.md'), 'mine');
    writeFileSync(place.at('.gitignore'), '*.log\ndist/');
    await writeTo(place.path);
    expect(place.names()).toEqual(['.git', '.gitignore', 'README.md', 'bin', 'src']);
    expect(place.text('README.md')).toBe('mine');
    expect(place.text('.gitignore')).toBe('*.log\ndist/\n.data/\n');
  });

  it('goes into folders that are there', async () => {
    using place = new Place();
    mkdirSync(place.at('src'));
    writeFileSync(place.at('src', 'mine.ts'), '');
    await writeTo(place.path, FILES, true);
    expect(place.names('src')).toEqual(['app.ts', 'mine.ts']);
  });

  it('leaves nothing when a file cannot be written', async () => {
    using place = new Place();
    const bad = [...FILES, file(`src/${'x'.repeat(300)}`, '')];
    await expect(writeTo(place.at('deep', 'orders'), bad)).rejects.toThrow('ENAMETOOLONG');
    expect(place.names()).toEqual([]);
    mkdirSync(place.at('there'));
    await expect(writeTo(place.at('there'), bad)).rejects.toThrow('ENAMETOOLONG');
    expect(place.names('there')).toEqual([]);
  });

  it.each(['new', 'there'])('leaves nothing when a signal comes meanwhile (%s)', async (name) => {
    using place = new Place();
    mkdirSync(place.at('there'));
    const writing = writeTo(place.at(name));
    process.kill(process.pid, 'SIGTERM');
    await expect(writing).rejects.toThrow('Stopped by SIGTERM. Nothing was written.');
    expect(place.names()).toEqual(['there']);
    expect(place.names('there')).toEqual([]);
  });
});
