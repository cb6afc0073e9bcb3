import { expect, test } from 'vitest';
import { differences, rowsIn, titlesIn } from './check-contract-page.mjs';

const FILES: Record<string, string> = {
  'index.ts': `import { one } from './one.ts';
import { twoWords } from './two-words.ts';
export const sections = {
  'Two words': twoWords,
  One: one,
};
`,
  'one.ts': `  {
    title: 'a {b} | c',
  },
`,
  'two-words.ts': `  {
    title:
      'a long title',
  },
  {
    title: "the user's",
  },
`,
};
const PAGE = `
|  | Express | Gin |
| --- | :-: | :-: |
| **Two words** |   |   |
| a long title | ✓ | ✗ |
| the user's | ✓ | – <sup>1</sup> |
| **One** |   |   |
| a \\{b\\} \\| c | ✓ | ✓ |
`;

test('the rows of a page are the titles of the lines, in order', () => {
  const titles = titlesIn((file: string) => FILES[file]);
  expect(titles).toEqual(['a long title', "the user's", 'a {b} | c']);
  expect(rowsIn(PAGE)).toEqual(titles);
  expect(differences(titles, rowsIn(PAGE))).toEqual([]);
});

test('a row that is missing, gone or elsewhere is named', () => {
  expect(differences(['a', 'b'], ['a'])).toEqual(['no row for "b"']);
  expect(differences(['a'], ['a', 'b'])).toEqual(['a row for "b", which is no line']);
  expect(differences(['a', 'b'], ['b', 'a'])).toEqual(['the row for "a" in another place']);
});
