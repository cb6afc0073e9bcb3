import { expect, test } from 'vitest';
import { parseExposition } from '../../src/experiments/exposition.ts';

test.each([
  'up 1',
  'http_requests_total{method="GET",path="/a\\"b\\\\c\\n",} 1027 1395066363000',
  'x{} NaN',
  'x{a="}",b="{ # "} +Inf',
  'x -.5e-3',
  'x{le="0.5"} 3 # {trace_id="abc"} 0.4 1700000000.1',
  '{"my.name", "a.b"="c"} 1',
  '# a remark',
  '# HELP x What it is.',
  '# TYPE x histogram',
  '# EOF',
])('%s can be read', (line) => {
  expect(parseExposition(`${line}\n`).faults).toEqual([]);
});

test.each([
  'http_requests_total{method=GET} a lot',
  'x',
  'x{a="b" 1',
  'x{a="b"c="d"} 1',
  '1x 1',
  'x 1 2 3',
  '<html>',
  '# TYPE x gouge',
])('%s cannot', (line) => {
  expect(parseExposition(`up 1\n${line}\n`).faults).toEqual([{ line: 2, text: line }]);
});

test('samples come with their labels, and metrics with their types', () => {
  const text = '# TYPE a counter\na_total{b="c\\n\\"d"} 2\n{"e.f","g h"="i"} 0x10\n';
  expect(parseExposition(text)).toEqual({
    samples: [
      { name: 'a_total', labels: { b: 'c\n"d' }, value: 2 },
      { name: 'e.f', labels: { 'g h': 'i' }, value: 16 },
    ],
    types: { a: 'counter' },
    faults: [],
  });
});

test('a hostile line costs no time', () => {
  const since = performance.now();
  parseExposition(`x{${'a="b",'.repeat(20_000)}\nx{${'a'.repeat(100_000)}\n${' '.repeat(100_000)}x`);
  expect(performance.now() - since).toBeLessThan(1000);
});
