import { describe, expect, it } from 'vitest';
import { documentPaths } from '../../src/docs/path.ts';

const paths = (template: string) => documentPaths(template).map(({ path }) => path);

describe('a route template', () => {
  it.each([
    ['/', ['/']],
    ['users', ['/users']],
    ['/users/:id', ['/users/{id}']],
    ['/users/:id(\\d+)', ['/users/{id}']],
    ['/users/:id((?:a|b)\\))/x', ['/users/{id}/x']],
    ['/users/:id?', ['/users', '/users/{id}']],
    ['/users{/:id}', ['/users', '/users/{id}']],
    ['/a{/:b{/:c}}', ['/a', '/a/{b}', '/a/{b}/{c}']],
    ['/near/:lat-:lng', ['/near/{lat}-{lng}']],
    ['/files/:name.:extension', ['/files/{name}.{extension}']],
    ['/files/*', ['/files/{wildcard}']],
    ['/files/*rest', ['/files/{rest}']],
    ['/*/x/*', ['/{wildcard}/x/{wildcard2}']],
    ['/users::verify', ['/users:verify']],
    ['/users\\:verify', ['/users:verify']],
    ['/:"odd name"', ['/{odd name}']],
    ['/:many+', ['/{many}']],
  ])('%s is documented as %j', (template, expected) => {
    expect(paths(template)).toEqual(expected);
  });

  it('hands its constraint on as a pattern', () => {
    expect(documentPaths('/users/:id(^\\d+$)')[0]?.parameters).toEqual([
      { name: 'id', key: 'id', pattern: '^(?:\\d+)$' },
    ]);
  });

  it('remembers what the framework calls its wildcard', () => {
    expect(documentPaths('/files/*')[0]?.parameters).toEqual([{ name: 'wildcard', key: '*' }]);
  });

  it('that is broken still gives a path', () => {
    expect(paths('/users/:id(')).toEqual(['/users/{id}']);
    expect(paths('/users{/:id')).toEqual(['/users', '/users/{id}']);
    expect(paths('/a/:')).toEqual(['/a/:']);
  });
});
