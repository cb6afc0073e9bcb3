import { expect, test } from 'vitest';
import { mergeMembers } from '../../src/update/merge-members.ts';

test('the text keeps its indentation and its end', () => {
  const [base, ours, theirs] = ['{\n\t"a": 1\n}', '{\n\t"a": 1,\n\t"b": 1\n}', '{\n  "a": 2\n}\n'];
  expect(mergeMembers(base, ours, theirs)?.text).toBe('{\n\t"a": 2,\n\t"b": 1\n}');
});

test('a layout of its own is kept where the merged lines say the same', () => {
  const ours = '{\n  "list": ["a", "b"],\n\n  "c": 1\n}\n';
  const lines = ours.replace('1', '2');
  expect(mergeMembers(ours, ours, lines, lines)?.text).toBe(lines);
});

test('merged lines that have a member twice are not taken', () => {
  const base = '{ "a": [1] }\n';
  const both = '{ "x": 1, "a": [1] }\n';
  const twice = '{ "x": 1, "a": [1], "x": 1 }\n';
  expect(mergeMembers(base, both, '{ "a": [1], "x": 1 }\n', twice)?.text).not.toContain(
    '"x": 1, "a": [1], "x"',
  );
});

test.each(['[1]', '// a comment\n{}', ''])('%s is no JSON object, so its lines are merged', (text) => {
  expect(mergeMembers('{}', text, '{}')).toBeUndefined();
});
