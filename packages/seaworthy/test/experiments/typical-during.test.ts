import { expect, test } from 'vitest';
import { typicalDuring } from '../../src/experiments/typical-during.ts';

const probe = (startedAt: number, took: number) => ({ startedAt, endedAt: startedAt + took });

test('a request that fills most of the span is typical of it, however many short ones there were', () => {
  const probes = [probe(0, 10), probe(60, 10), probe(120, 10), probe(180, 1_400), probe(1_640, 10)];
  expect(typicalDuring(probes, 0, 2_000)).toBe(1_400);
});

test('one short stall among many short requests is not typical', () => {
  const probes = [
    ...Array.from({ length: 20 }, (_, at) => probe(at * 60, 10)),
    probe(1_200, 400),
    probe(1_650, 350),
  ];
  expect(typicalDuring(probes, 0, 2_000)).toBe(10);
});

test('a request counts for each span that it reaches into', () => {
  const probes = [probe(0, 1_300), probe(1_350, 30), probe(1_430, 2_600)];
  expect(typicalDuring(probes, 2_000, 4_000)).toBe(2_600);
  expect(typicalDuring(probes, 4_000, 6_000)).toBe(2_600);
});

test('nothing is said of a span without requests', () => {
  expect(typicalDuring([probe(0, 10)], 2_000, 4_000)).toBeNaN();
});
