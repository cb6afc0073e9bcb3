import { expect, it } from 'vitest';
import { ApiDocument } from '../../src/docs/api-document.ts';

it('The document is made once, and again only after a route was added', () => {
  const document = new ApiDocument({ title: 'Harbour', version: '1.0.0', problemBase: '' });
  document.add({ method: 'GET', path: '/a' });
  const first = document.current();
  expect(document.current()).toBe(first);
  document.add({ method: 'GET', path: '/b' });
  expect(document.current()).not.toBe(first);
  expect(document.current()).toMatchObject({ paths: { '/a': {}, '/b': {} } });
});
