import { expect, test } from 'vitest';
import { recordsAbout, type Marked } from '../../src/log-lines/about.ts';
import { recordOf } from '../../src/log-lines/record.ts';
import { answer } from '../rules/written.ts';

const records = (...texts: string[]) =>
  texts.map((text) => recordOf({ kind: 'log', stream: 'stdout', at: 0, text }));
const request = (mark: string, id?: string): Marked => ({
  kind: 'a read',
  mark,
  exchange: answer(200, {}, id === undefined ? {} : { 'x-request-id': id }),
});
const textsAbout = (requests: Marked[], ...texts: string[]): string[][] =>
  recordsAbout(requests, records(...texts)).map((own) => own.map(({ line }) => line.text));

test('a record is about the request whose mark it holds', () => {
  const lines = ['{"path":"/?sw=m-one"}', '{"path":"/?sw=m-two"}'];
  expect(textsAbout([request('m-one'), request('m-two')], ...lines)).toEqual([[lines[0]], [lines[1]]]);
});

test('a record is about the request whose answer has its id, as a whole', () => {
  const lines = ['{"reqId":"req-1"}', '{"reqId":"req-10"}', 'handled [req-1] in 3 ms'];
  expect(textsAbout([request('m-one', 'req-1')], ...lines)).toEqual([[lines[0], lines[2]]]);
});

test('records that share an id with it are about the same request', () => {
  const lines = [
    '{"pid":1,"reqId":"a","url":"/?sw=m-one"}',
    '{"pid":1,"reqId":"a","status":200}',
    '{"pid":1,"reqId":"b"}',
  ];
  const other = '{"pid":1,"reqId":"b","url":"/?sw=m-two"}';
  expect(textsAbout([request('m-one'), request('m-two')], ...lines, other)).toEqual([
    [lines[0], lines[1]],
    [lines[2], other],
  ]);
});
