import { expect, test } from 'vitest';
import { LogBook } from '../../src/lab/log-book.ts';

const texts = (book: LogBook): string[] => book.since(0).map(({ text }) => text);

test('lines are put together across chunks, each stream on its own', () => {
  const book = new LogBook();
  book.add('stdout', 'a line and half a');
  book.add('stderr', 'an er');
  book.add('stdout', 'nother\r\n\nthird');
  expect(texts(book)).toEqual(['a line and half another']);
  book.add('stdout', ' part\n');
  book.add('stderr', 'ror\n');
  expect(texts(book)).toEqual(['a line and half another', 'third part', 'an error']);
});

test('a last line without an end counts when the stream has ended', () => {
  const book = new LogBook();
  book.add('stderr', 'fatal');
  book.end('stderr');
  book.end('stdout');
  expect(book.since(0)).toMatchObject([{ stream: 'stderr', text: 'fatal' }]);
});

test('of a flood the first 2,000 and at least the last 20,000 lines are kept', () => {
  const book = new LogBook();
  for (let line = 0; line < 100_000; line += 1) book.add('stdout', `${line}\n`);
  const kept = texts(book);
  expect(kept.slice(0, 2000)).toEqual(Array.from({ length: 2000 }, (_, line) => String(line)));
  expect(kept.slice(-20_000)).toEqual(Array.from({ length: 20_000 }, (_, line) => String(80_000 + line)));
  expect(kept.length).toBeLessThanOrEqual(42_000);
});

test('long lines are shortened, and only so much text is kept', () => {
  const book = new LogBook();
  for (let line = 0; line < 1500; line += 1) book.add('stdout', `${'x'.repeat(100_000)}\n`);
  const kept = texts(book);
  expect(kept[0]).toHaveLength(64 * 1024);
  expect(kept.reduce((sum, text) => sum + text.length, 0)).toBeLessThan(50 * 1024 * 1024);
});

test('a reader hears each new line until it stops', () => {
  const book = new LogBook();
  const heard: string[] = [];
  const stop = book.read(({ text }) => heard.push(text));
  book.add('stdout', 'one\ntwo\n');
  stop();
  book.add('stdout', 'three\n');
  expect(heard).toEqual(['one', 'two']);
});
