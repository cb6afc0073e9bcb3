import type { RequestContext } from '../context/request-context.ts';
import { redactText } from './redact.ts';

/** What the access log knows when a response is over. */
export interface Completion {
  status: number;
  durationMs: number;
  /** Body bytes handed to the connection. */
  bytes: number;
  remoteAddress: string;
  aborted: boolean;
  level: string;
}

const NEEDS_ESCAPE = /["\\\u0000-\u001f\u007f-\uffff]/;

/**
 * The one line of a request, as JSON text. Put together by hand: it is on the path of every request,
 * and a generic logger call costs several times as much.
 */
export function accessLine(context: RequestContext, done: Completion): string {
  let line = `{"level":"${done.level}","time":"${now()}","requestId":"${context.requestId}"`;
  if (context.traceId !== undefined) line += `,"traceId":"${context.traceId}"`;
  line += `,"method":${quote(context.method)},"path":${quote(redactText(context.path))}`;
  if (context.route !== undefined) line += `,"route":${quote(context.route)}`;
  line += `,"status":${done.status},"durationMs":${Math.round(done.durationMs * 1000) / 1000},"bytes":${done.bytes}`;
  line += `,"remoteAddress":"${done.remoteAddress}"`;
  return (
    line + (done.aborted ? ',"aborted":true,"msg":"request aborted"}\n' : ',"msg":"request completed"}\n')
  );
}

let lastMillisecond = 0;
let lastText = '';

function now(): string {
  const millisecond = Date.now();
  if (millisecond !== lastMillisecond) {
    lastMillisecond = millisecond;
    lastText = new Date(millisecond).toISOString();
  }
  return lastText;
}

function quote(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}
