import { describe, expect, it } from 'vitest';
import { Echoes } from '../../src/validation/echoes.ts';

describe('Echoes', () => {
  it.each([
    ['a string of the value itself', { a: 'hunter2' }, 'No hunter2 here'],
    ['a string from elsewhere', { a: 1, b: ['hunter2'] }, 'Not like hunter2'],
    ['a number', { a: 1, pin: 4711 }, 'Not 4711'],
    ['another letter case', { a: 'Hunter2' }, 'not HUNTER2!'],
    ['surrounding spaces', { a: ' hunter2 ' }, '"hunter2" is wrong'],
    ['JSON escapes', { a: 'hun"ter\n2' }, String.raw`got "hun\"ter\n2"`],
    ['a beginning of a long value', { a: 'secret'.repeat(20) }, `got ${'secret'.repeat(7)}…`],
    ['a long value inside of a word', { a: 'correcthorse' }, 'mycorrecthorse2'],
    ['a short value of its own', { a: 'pw' }, 'Invalid: "pw"'],
    ['a value inside of the value', { a: { b: 'pw' } }, 'Invalid: {"b":"pw"}'],
  ])('hears %s', (_, input, message) => {
    expect(new Echoes(input).has(message, ['a'])).toBe(true);
  });

  it.each([
    ['an empty string', { a: '' }, 'Too small'],
    ['a part of a word', { a: 'here' }, 'We write to you there'],
    ['a short value from elsewhere', { a: '', b: 1 }, 'At least 1 character'],
    ['a key', { email: 'x' }, 'Invalid email address'],
    ['what was not submitted', { a: 'hunter2' }, 'Expected a string of 12 characters'],
  ])('does not hear %s', (_, input, message) => {
    expect(new Echoes(input).has(message, ['a'])).toBe(false);
  });

  it('trusts no message about an input with more than 1000 values', () => {
    expect(new Echoes({ a: Array<number>(1001).fill(0) }).has('Whatever', ['b'])).toBe(true);
    expect(new Echoes({ a: Array<number>(990).fill(0) }).has('Whatever', ['b'])).toBe(false);
  });
});
