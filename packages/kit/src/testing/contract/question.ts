import assert from 'node:assert/strict';
import type { CapturedLog, LogLine } from '../captured-log.ts';
import { expectProblem, type Problem } from '../expect-problem.ts';
import type { RawResponse } from '../raw-response.ts';

/** One thing that the contract says, and how to see it. */
export interface Question {
  /** True when the question is answered well. */
  title: string;
  ask(subject: Subject): Promise<void>;
}

/** The program under test. */
export interface Subject {
  url: string;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** The log since this question began. */
  log: CapturedLog;
}

/** Asserts a problem of this status, whatever its code, and returns it. */
export async function problemWith(status: number, response: Response | RawResponse): Promise<Problem> {
  const body = typeof response.body === 'string' ? response.body : await (response as Response).text();
  const headers =
    response.headers instanceof Headers ? Object.fromEntries(response.headers) : response.headers;
  assert.equal(response.status, status, `Expected ${status}, got ${response.status}: ${body}`);
  const code = /"code":"(\w+)"/.exec(body)?.[1] ?? 'any';
  return expectProblem({ status, headers: headers as object, body }, code);
}

export function postJson(body: unknown, headers: Record<string, string> = {}): RequestInit {
  const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
  return { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: text };
}

/** A request line with headers and body; `content-length` and `host` are added. */
export function requestText(line: string, headers: Record<string, string> = {}, body = ''): string {
  const all = {
    host: 'contract.test',
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${fields.join('')}\r\n${body}`;
}

/** Fails unless an ordinary request is served as if nothing had happened. */
export async function servesTheNext({ fetch }: Subject): Promise<void> {
  const response = await fetch('/users/ada');
  assert.equal(response.status, 200, `Expected the next request to be served, got ${response.status}`);
  assert.deepEqual(await response.json(), { id: 'ada' });
}

/** The access line of one request. */
export function accessLineOf(log: CapturedLog, requestId: string): Promise<LogLine> {
  return log.line((line) => isAccessLine(line) && line['requestId'] === requestId);
}

/** The parser refuses some requests before they have a method or a path; their lines are access lines too. */
export function isAccessLine(line: LogLine): boolean {
  return 'status' in line && 'remoteAddress' in line;
}

/** A request id that no other question uses. */
export function freshId(): string {
  return `contract-${++ids}`;
}

let ids = 0;
