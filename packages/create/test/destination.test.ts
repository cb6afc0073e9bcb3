import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { destination } from '../src/destination.ts';
import { Place } from './place.ts';

const PATHS = ['README.md', 'package.json', 'src/app.ts'];

describe('a project may go', () => {
  it('where nothing is yet, or into an empty folder', () => {
    using place = new Place();
    expect(destination(place.at('new', 'deep'), PATHS, false)).toMatchObject({ exists: false, kept: [] });
    expect(destination(place.path, PATHS, false)).toMatchObject({ exists: true, kept: [] });
  });

  it('beside a .git, a README, a licence and editor files, which it keeps', () => {
    using place = new Place();
    for (const folder of ['.git', '.vscode', '.idea']) mkdirSync(place.at(folder));
    for (const file of ['README.md', 'LICENSE', '.editorconfig', '.DS_Store'])
      writeFileSync(place.at(file), '');
    expect(destination(place.path, PATHS, false).kept).toEqual(['README.md']);
  });

  it('nowhere else, and is told which files collide', () => {
    using place = new Place();
    writeFileSync(place.at('package.json'), '{}');
    writeFileSync(place.at('notes.txt'), '');
    expect(() => destination(place.path, PATHS, false)).toThrow(
      /is not empty.*written again: package\.json\./,
    );
    expect(destination(place.path, PATHS, true).kept).toEqual(['package.json']);
  });

  it('not into a file, nor where a folder and a file would meet, even by force', () => {
    using place = new Place();
    writeFileSync(place.at('src'), '');
    expect(() => destination(place.at('src'), PATHS, true)).toThrow('is a file');
    expect(() => destination(place.path, PATHS, true)).toThrow('src/app.ts');
  });

  it('through a link', () => {
    using place = new Place();
    mkdirSync(place.at('real'));
    symlinkSync(place.at('real'), place.at('link'));
    expect(destination(place.at('link'), PATHS, false).folder).toMatch(/real$/);
  });
});
