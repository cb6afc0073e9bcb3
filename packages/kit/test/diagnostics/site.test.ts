import { expect, test } from 'vitest';
import { markSite, siteOf } from '../../src/diagnostics/site.ts';

test('the first line of the application is taken, relative to the working directory', () => {
  const cwd = process.cwd();
  const stack = [
    'Error: x',
    '    at Pool.emit (node:events:519:28)',
    `    at Pool.connect (${cwd}/node_modules/pg-pool/index.js:45:11)`,
    `    at async list (${cwd}/app/users (old)/list.ts:12:34)`,
    `    at ${cwd}/app/main.ts:1:1`,
  ].join('\n');
  expect(siteOf(stack)).toBe('app/users (old)/list.ts:12');
});

test('file URLs and anonymous frames are understood', () => {
  expect(siteOf(`Error\n    at <anonymous>\n    at async file://${process.cwd()}/app/a%20b.ts:7:1`)).toBe(
    'app/a b.ts:7',
  );
});

test('a line of a dependency is given when there is none of the application', () => {
  const stack = `Error\n    at connect (${process.cwd()}/node_modules/pg-pool/index.js:45:11)\n    at node:net:1:2`;
  expect(siteOf(stack)).toBe('node_modules/pg-pool/index.js:45');
});

test('there is no site without a usable line', () => {
  expect(siteOf(undefined)).toBeUndefined();
  expect(siteOf('Error: at home\n    at node:events:519:28')).toBeUndefined();
});

test('a mark names the line that called, and leaves the stack limit as it was', () => {
  const limit = Error.stackTraceLimit;
  const mark = take();
  expect(siteOf(mark.stack)).toMatch(/site\.test\.ts:\d+$/);
  expect(mark.stack).not.toContain('at take');
  expect(Error.stackTraceLimit).toBe(limit);
});

function take() {
  return markSite(take);
}
