import { expect, test } from 'vitest';
import { levelOf } from '../../src/log-lines/level.ts';
import { recordOf, type LogRecord } from '../../src/log-lines/record.ts';
import { momentsOf } from '../../src/log-lines/timestamp.ts';

const record = (text: string): LogRecord => recordOf({ kind: 'log', stream: 'stdout', at: 0, text });

test.each([
  ['{"level":30,"msg":"hello"}', 'json'],
  ['{"level":30,"msg":"cut off', 'text'],
  ['["a","b"]', 'text'],
  ['level=info msg="hello \\"you\\"" status=200', 'logfmt'],
  ['key=value', 'text'],
  ['it failed with code=1 again', 'text'],
  ['127.0.0.1 - - [31/Jan/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 12', 'access'],
  ['INFO:     127.0.0.1:5 - "GET / HTTP/1.1" 200 OK', 'text'],
  ['\u001b[32m{"msg":"green"}\u001b[0m', 'json'],
])('%s is %s', (text, format) => {
  expect(record(text).format).toBe(format);
});

test('fields are found at any depth', () => {
  const { fields } = record('{"http":{"response":{"status_code":200}},"tags":["a"]}');
  expect(fields).toEqual([
    { key: 'http.response.status_code', value: 200 },
    { key: 'tags.0', value: 'a' },
  ]);
});

test('a long line of almost pairs is read in no time', () => {
  const from = performance.now();
  record('a=b '.repeat(10_000) + 'c');
  record('a'.repeat(60_000));
  expect(performance.now() - from).toBeLessThan(500);
});

test.each([
  ['{"level":30}', 'info'],
  ['{"level":50}', 'error'],
  ['{"level":"WARNING"}', 'warn'],
  ['{"log":{"level":"ERROR"}}', 'error'],
  ['{"severity":"CRITICAL"}', 'fatal'],
  ['{"severity_number":17}', 'error'],
  ['{"level":3,"version":"1.1"}', 'error'],
  ['level=warn msg="a thing"', 'warn'],
  ['2026-01-31 12:00:00 ERROR in app: it broke', 'error'],
  ['an error in a sentence', undefined],
  ['{"msg":"error"}', undefined],
])('the level of %s is %s', (text, level) => {
  expect(levelOf(record(text))).toBe(level);
});

const noon = Date.UTC(2026, 0, 31, 12);
test.each([
  ['{"time":"2026-01-31T12:00:00.000Z"}', noon],
  ['{"time":"2026-01-31T14:00:00+0200"}', noon],
  ['{"time":"2026-01-31T14:00:00,000000000+02:00"}', noon],
  ['{"ts":1769860800}', noon],
  ['{"ts":1769860800.25}', noon + 250],
  ['{"@timestamp":1769860800000}', noon],
  ['{"timeUnixNano":"1769860800000000000"}', noon],
  ['{"time":"2026-01-31T12:00:00"}', undefined],
  ['127.0.0.1 - - [31/Jan/2026:13:00:00 +0100] "GET / HTTP/1.1" 200 12', noon],
  ['2026/01/31 12:00:00 it began', undefined],
  ['[2026-01-31 12:00:00 +0000] [1] [INFO] it began', noon],
])('%s is at %s', (text, epoch) => {
  expect(momentsOf(record(text)).map((moment) => moment.epoch)).toEqual([epoch]);
});

test.each(['{"msg":"2026-01-31T12:00:00Z"}', '{"createdAt":"2026-01-31T12:00:00Z"}', '{"time":12}', 'hello'])(
  '%s has no time of its own',
  (text) => {
    expect(momentsOf(record(text))).toEqual([]);
  },
);
