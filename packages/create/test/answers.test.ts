import { describe, expect, it } from 'vitest';
import { answersTo, nameFrom } from '../src/answers.ts';
import { readManifests } from '../src/starters.ts';

const express = readManifests().find(({ id }) => id === 'express')!;

describe('answers', () => {
  it('are the usual ones where nothing is wished', () => {
    expect(answersTo(express, { name: 'orders' })).toEqual({
      name: 'orders',
      database: 'embedded',
      extras: ['ci', 'docker'],
      port: 3000,
      packageManager: 'npm',
    });
  });

  it('are sorted and without doubles, so that their order makes no difference', () => {
    const { extras } = answersTo(express, { name: 'orders', extras: ['redis', 'ci', 'redis'] });
    expect(extras).toEqual(['ci', 'redis']);
  });

  it.each([
    [{ name: 'Orders!' }, 'orders would do'],
    [{ name: 'orders', database: 'embeded' }, 'did you mean embedded?'],
    [{ name: 'orders', extras: ['kube'] }, 'did you mean kubernetes?'],
    [{ name: 'orders', packageManager: 'pnmp' }, 'did you mean pnpm?'],
    [{ name: 'orders', port: 70_000 }, 'from 1 to 65535'],
    [{ name: 'orders', port: NaN }, 'from 1 to 65535'],
  ])('%j is refused: %s', (wishes, message) => {
    expect(() => answersTo(express, wishes)).toThrow(message);
  });

  it.each([
    ['My Orders', 'my-orders'],
    ['Überweisung_2', 'uberweisung-2'],
    ['2nd-try-', 'nd-try'],
    ['日本', ''],
    ['x'.repeat(80), 'x'.repeat(63)],
  ])('a folder %s suggests the name %s', (folder, name) => {
    expect(nameFrom(folder)).toBe(name);
  });
});
