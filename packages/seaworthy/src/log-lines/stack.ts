import type { LogRecord } from './record.ts';

const FRAME =
  /^\s*at .+[(:].*\d|^\s*File ".+", line \d+|^\s*(?:at )?[\w$.]+\([\w$]+\.java:\d+\)|^\S+\.go:\d+|^\s+\S+\.go:\d+|^goroutine \d+ \[/m;

/** The stack trace in a record; `undefined` when it holds none. Of a text line it is the one frame. */
export function stackOf(record: LogRecord): string | undefined {
  if (record.format === 'text') return FRAME.test(record.line.text) ? record.line.text.trim() : undefined;
  const field = record.fields.find(({ value }) => typeof value === 'string' && FRAME.test(value));
  return field === undefined ? undefined : String(field.value);
}
