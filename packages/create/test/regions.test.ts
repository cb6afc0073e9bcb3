import { describe, expect, it } from 'vitest';
import { answersTo } from '../src/answers.ts';
import { withRegions } from '../src/render/regions.ts';
import { Truths } from '../src/render/truths.ts';
import { readManifests } from '../src/starters.ts';

const manifest = readManifests()[0]!;
const answers = answersTo(manifest, { name: 'orders', database: 'none', extras: ['redis'] });
const truths = Truths.of(manifest, answers, 'registry');
const rendered = (...lines: string[]) => withRegions(lines.join('\n'), truths, 'file.ts').split('\n');

describe('a region', () => {
  it.each(['// %', '  # %', '-- %', '<!-- % -->', '/* % */', '{# % #}'])('may be marked as %s', (comment) => {
    const [begin, end] = ['seaworthy:if database', 'seaworthy:end'].map((word) => comment.replace('%', word));
    expect(rendered('a', begin!, 'b', end!, 'c', '')).toEqual(['a', 'c', '']);
  });

  it('stays without its markers when its answer was given', () => {
    expect(rendered('a', '// seaworthy:if redis', 'b', '// seaworthy:end', 'c', '')).toEqual([
      'a',
      'b',
      'c',
      '',
    ]);
  });

  it('may nest, be reversed and be combined', () => {
    const inner = ['// seaworthy:if not docker', 'b', '// seaworthy:end'];
    expect(rendered('// seaworthy:if redis', 'a', ...inner, '// seaworthy:end', '')).toEqual(['a', 'b', '']);
    expect(rendered('// seaworthy:if database', 'a', ...inner, '// seaworthy:end', '')).toEqual(['']);
    expect(truths.holds('database or redis')).toBe(true);
    expect(truths.holds('redis and database or docker')).toBe(false);
  });

  it('leaves no two blank lines behind, and none at the ends', () => {
    const region = ['// seaworthy:if database', 'x', '// seaworthy:end'];
    expect(rendered('a', '', ...region, '', 'b', '')).toEqual(['a', '', 'b', '']);
    expect(rendered(...region, '', 'b', '')).toEqual(['b', '']);
    expect(rendered('a', '', ...region, '')).toEqual(['a', '']);
  });

  it('leaves blank lines alone where nothing was left out', () => {
    expect(rendered('// seaworthy:if redis', 'a', '// seaworthy:end', 'b', '', '', 'c')).toEqual([
      'a',
      'b',
      '',
      '',
      'c',
    ]);
  });

  it.each([
    [['// seaworthy:if redis', 'a'], 'file.ts:1: seaworthy:if without its seaworthy:end'],
    [['a', '// seaworthy:end'], 'file.ts:2: seaworthy:end without its seaworthy:if'],
    [['// seaworthy:if reddis', '// seaworthy:end'], 'expected one of'],
  ])('%j is an error: %s', (lines, message) => {
    expect(() => rendered(...lines)).toThrow(message);
  });
});
