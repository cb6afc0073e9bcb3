import { expect, test } from 'vitest';
import { Gate } from '../../src/engine/gate.ts';

/** Work that ends when told, and a journal of beginnings (+) and ends (-). */
function workshop(size: number) {
  const gate = new Gate(size);
  const journal: string[] = [];
  const ends = new Map<string, () => void>();
  const results: Promise<void>[] = [];
  const add = (name: string, alone = false): void => {
    results.push(
      gate.run(alone, async () => {
        journal.push(`+${name}`);
        await new Promise<void>((resolve) => ends.set(name, resolve));
        journal.push(`-${name}`);
      }),
    );
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)!();
    // As many turns as a permit needs to be handed on.
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return { gate, journal, add, end, all: () => Promise.all(results) };
}

test('no more run at once than there are permits, first come first served', async () => {
  const { journal, add, end, all } = workshop(2);
  for (const name of ['a', 'b', 'c', 'd']) add(name);
  await Promise.resolve();
  expect(journal).toEqual(['+a', '+b']);
  await end('b');
  expect(journal).toEqual(['+a', '+b', '-b', '+c']);
  await end('a');
  await end('c');
  await end('d');
  await all();
  expect(journal).toEqual(['+a', '+b', '-b', '+c', '-a', '+d', '-c', '-d']);
});

test('what runs alone waits for the others, and nothing overtakes it', async () => {
  const { journal, add, end, all } = workshop(2);
  add('a');
  add('b');
  add('QUIET', true);
  add('c');
  await Promise.resolve();
  await end('a');
  expect(journal).toEqual(['+a', '+b', '-a']);
  await end('b');
  expect(journal).toEqual(['+a', '+b', '-a', '-b', '+QUIET']);
  await end('QUIET');
  await end('c');
  await all();
  expect(journal).toEqual(['+a', '+b', '-a', '-b', '+QUIET', '-QUIET', '+c', '-c']);
});

test('work that throws gives its permit back', async () => {
  const gate = new Gate(1);
  await expect(gate.run(true, () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  await expect(gate.run(false, async () => 'next')).resolves.toBe('next');
});
