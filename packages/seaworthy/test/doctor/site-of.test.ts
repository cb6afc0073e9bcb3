import { expect, it } from 'vitest';
import { framesOf, siteOf } from '../../src/doctor/site-of.ts';

const STACK = `Error
    at Pool.connect (/srv/node_modules/pg-pool/index.js:45:11)
    at async findUser (file:///srv/src/my%20users.mjs:12:18)
    at new Report (/srv/src/report.js:3:7)
    at /srv/src/anonymous.js:9:1
    at node:internal/process/task_queues:95:5
    at <anonymous>:1:7
    at listOnTimeout (node:internal/timers:581:17)`;

it("the site is the innermost line of the application, not Node's, a dependency's or the doctor's", () => {
  expect(siteOf(STACK)).toBe('/srv/src/my users.mjs:12');
});

it('frames keep their names, and those without one say so', () => {
  expect(framesOf(STACK)).toEqual([
    'Pool.connect /srv/node_modules/pg-pool/index.js:45',
    'findUser /srv/src/my users.mjs:12',
    'Report /srv/src/report.js:3',
    '(anonymous) /srv/src/anonymous.js:9',
  ]);
});

it('a dependency is named when the application is not on the stack', () => {
  expect(siteOf('Error\n    at Pool.connect (/srv/node_modules/pg-pool/index.js:45:11)')).toBe(
    '/srv/node_modules/pg-pool/index.js:45',
  );
});

it('a stack of Node alone has no site', () => {
  expect(siteOf('Error\n    at listOnTimeout (node:internal/timers:581:17)')).toBeUndefined();
});
