import { describe, expect, it } from 'vitest';
import { flagsHelp, parseFlags } from '../src/flags.ts';

describe('the command line', () => {
  it('is a folder, what is wanted, and what is not', () => {
    const words =
      'orders -f express --db none --with redis,ci --without docker --port 8080 --pm pnpm -y --no-git';
    expect(parseFlags(words.split(' '))).toMatchObject({
      folder: 'orders',
      framework: 'express',
      db: 'none',
      with: ['redis', 'ci'],
      without: ['docker'],
      port: 8080,
      pm: 'pnpm',
      yes: true,
      install: true,
      git: false,
    });
  });

  it.each([
    ['--framwork x', '--framwork is not a flag; did you mean --framework?'],
    ['--db', '--db needs a value: --db <kind>.'],
    ['--yes=no', '--yes takes no value, got "no".'],
    ['--with ci,redis --without redis', 'Expected redis after --with or after --without, got both.'],
    ['a b', 'npm create takes flags only after --'],
  ])('%s is refused: %s', (words, message) => {
    expect(() => parseFlags(words.split(' '))).toThrow(message);
  });

  it('names every flag in its help', () => {
    expect(flagsHelp().match(/--[a-z-]+/g)).toEqual(
      expect.arrayContaining(['--dry-run', '--without', '--no-install']),
    );
  });
});
