import { expect, it } from 'vitest';
import { maskedCommand } from '../../src/report/mask.ts';

it('a command line is shown without the values of flags that are secret', () => {
  expect(
    maskedCommand([
      'node',
      'server.js',
      '--token',
      'abc',
      '--api-key=def',
      '--db=postgres://a:b@c/d',
      '--port',
      '3000',
    ]),
  ).toEqual([
    'node',
    'server.js',
    '--token',
    '***',
    '--api-key=***',
    '--db=postgres://a:***@c/d',
    '--port',
    '3000',
  ]);
});
