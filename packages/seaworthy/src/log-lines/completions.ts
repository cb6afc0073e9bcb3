import { recordsAbout, type Marked } from './about.ts';
import { nameOf, recordOf, type Field, type LogRecord } from './record.ts';
import type { LogLine } from '../engine/evidence.ts';

/** One request and what the log says of it. */
export interface Logged {
  request: Marked;
  /** Every record about it. */
  records: LogRecord[];
  /** Those of them that say how it ended, with the status that they give. */
  completions: { record: LogRecord; status: number }[];
}

const STATUS = /status|^code$|^s$/i;

/** What the log says of each request that got an answer. Fields are recognised by their values, not their names. */
export function loggedOf(requests: readonly Marked[], lines: readonly LogLine[]): Logged[] {
  const records = lines.map(recordOf);
  const answered = requests.filter(({ exchange }) => exchange.response !== undefined);
  const about = withUnnamed(answered, recordsAbout(answered, records), records);
  const key = statusKey(answered, about);
  return answered.map((request, at) => ({
    request,
    records: about[at]!,
    completions: about[at]!.flatMap((record) => {
      const status = statusOf(record, key, request);
      return status === undefined ? [] : [{ record, status }];
    }),
  }));
}

/**
 * Requests of a kind that no record names get, in order, one each of the records that fit and name no other request.
 * Not more: other requests of ours look the same there.
 */
function withUnnamed(
  requests: readonly Marked[],
  about: LogRecord[][],
  records: readonly LogRecord[],
): LogRecord[][] {
  const all = about.map((own) => [...own]);
  for (const kind of new Set(requests.map((request) => request.kind))) {
    const ofKind = requests.flatMap((request, at) => (request.kind === kind ? [at] : []));
    if (ofKind.some((at) => all[at]!.length > 0)) continue;
    const named = new Set(all.flat());
    const { request, response, startedAt } = requests[ofKind[0]!]!.exchange;
    const path = request.path.split('?')[0]!;
    const fitting = records.filter(
      (record) =>
        !named.has(record) &&
        record.line.at >= startedAt &&
        saysMethod(record, request.method) &&
        record.text.split(/[\s"'?,]+/).includes(path) &&
        saysStatus(record, response!.status),
    );
    for (const [i, record] of fitting.slice(0, ofKind.length).entries()) all[ofKind[i]!]!.push(record);
  }
  return all;
}

/** The field that held the true status in most of the successes, named like a status where several did. */
function statusKey(requests: readonly Marked[], about: readonly LogRecord[][]): string | undefined {
  const counts = new Map<string, number>();
  for (const [at, { exchange }] of requests.entries()) {
    const { status } = exchange.response!;
    const keys = about[at]!.flatMap(({ fields }) =>
      fields.filter((field) => Number(field.value) === status).map(({ key }) => key),
    );
    for (const key of new Set(keys))
      counts.set(key, (counts.get(key) ?? 0) + (STATUS.test(lastOf(key)) ? 1000 : 1));
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function statusOf(record: LogRecord, key: string | undefined, { exchange }: Marked): number | undefined {
  const { status } = exchange.response!;
  if (record.format === 'text')
    return saysStatus(record, status) && saysMethod(record, exchange.request.method) ? status : undefined;
  const field = record.fields.find((one) => one.key === key);
  const value = Number(field?.value);
  if (Number.isInteger(value) && value >= 100 && value <= 599) return value;
  // A JSON line may hold a sentence: `"message": "GET /users 200 3 ms"`.
  const sentence = record.fields.find((one) => isSentence(one) && hasWord(String(one.value), String(status)));
  return sentence !== undefined && saysMethod(record, exchange.request.method) ? status : undefined;
}

/** Whether the record names the method, alone or in a request line. */
export function saysMethod({ text }: LogRecord, method: string): boolean {
  return new RegExp(`(?<![A-Za-z])${method}(?![A-Za-z])`, 'i').test(text);
}

function saysStatus({ text }: LogRecord, status: number): boolean {
  return hasWord(text, String(status));
}

function hasWord(text: string, word: string): boolean {
  return text.split(/[\s"'|,;:=()[\]]+/).includes(word);
}

function isSentence(field: Field): boolean {
  return /^(?:msg|message|event|log|body)$/i.test(nameOf(field)) && typeof field.value === 'string';
}

function lastOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
