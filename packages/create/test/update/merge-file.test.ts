import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { mergeFile } from '../../src/update/merge-file.ts';

const labels = { base: 'template 1', theirs: 'template 2' };
const text = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

afterEach(() => void vi.unstubAllEnvs());

/** Where git still sees two changes as one. */
const FAR = 3;

test('an edit far away from what the template changed always survives, and so does the change', async () => {
  const line = fc.constantFrom('', '}', 'return;', 'a', 'b', 'c');
  const edit = fc.record({
    kind: fc.constantFrom('replace', 'insert', 'delete'),
    lines: fc.integer({ min: 1, max: 3 }),
  });
  const blocks = fc.tuple(
    ...Array.from({ length: 4 }, () => fc.array(line, { minLength: FAR, maxLength: 8 })),
  );
  await fc.assert(
    fc.asyncProperty(blocks, fc.array(line, { maxLength: 4 }), edit, edit, async (parts, end, one, two) => {
      // Lines of one kind in several places are what a diff stumbles over: each block has them, and one line of its own.
      const unique = parts.map((lines, at) => [...lines, `block ${at}`]);
      const ours = unique.with(1, edited(unique[1]!, one, 'mine'));
      const theirs = unique.with(3, edited(unique[3]!, two, 'theirs'));
      const both = ours.with(3, theirs[3]!);
      const [b, o, t, expected] = [unique, ours, theirs, both].map((all) => text([...all.flat(), ...end]));
      const merged = await mergeFile('a.txt', b!, o!, t!, labels);
      expect(merged.conflicts).toEqual([]);
      expect(merged.content.toString()).toBe(expected!.toString());
    }),
    { numRuns: 60 },
  );
});

/** In the middle of a block, so that both its neighbours stay as they were. */
function edited(
  lines: string[],
  { kind, lines: count }: { kind: string; lines: number },
  word: string,
): string[] {
  const added = Array.from({ length: count }, (_, at) => `${word} ${at}`);
  const middle = Math.floor(lines.length / 2);
  return lines.toSpliced(middle, kind === 'insert' ? 0 : 1, ...(kind === 'delete' ? [] : added));
}

const latin = (word: string): Buffer => Buffer.from(`caf\u00e9\n1\n2\n3\n${word}\n`, 'latin1');

test('bytes that are no UTF-8 survive', async () => {
  const ours = Buffer.concat([Buffer.from([0xff, 10]), latin('a')]);
  const { content, conflicts } = await mergeFile('a.txt', latin('a'), ours, latin('b'), labels);
  expect(conflicts).toEqual([]);
  expect(content).toEqual(Buffer.concat([Buffer.from([0xff, 10]), latin('b')]));
});

test("the user's own style of conflicts does not apply, so that every project has the same markers", async () => {
  vi.stubEnv('GIT_CONFIG_COUNT', '1');
  vi.stubEnv('GIT_CONFIG_KEY_0', 'merge.conflictStyle');
  vi.stubEnv('GIT_CONFIG_VALUE_0', 'diff3');
  const { content } = await mergeFile('a', text(['a']), text(['b']), text(['c']), labels);
  expect(content.toString()).toBe('<<<<<<< yours\nb\n=======\nc\n>>>>>>> template 2\n');
});
