import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { OUTCOMES } from '../../src/update/change.ts';

test('the guide explains every outcome, and no other', () => {
  const guide = readFileSync(new URL('../../../../docs/guides/update.md', import.meta.url), 'utf8');
  expect(Array.from(guide.matchAll(/^\| `(\w+)` \|/gm), ([, outcome]) => outcome)).toEqual(
    Object.keys(OUTCOMES),
  );
});
