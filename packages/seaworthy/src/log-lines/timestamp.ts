import { nameOf, type LogRecord } from './record.ts';

/** A time that a line names. */
export interface Moment {
  /** As it stands in the line. */
  text: string;
  /** Epoch in ms; `undefined` when the line does not say in which zone. */
  epoch: number | undefined;
}

const KEY =
  /^(?:@?t|@?time|@?timestamp|ts|date|date_?time|asctime|when|event_?time|log_?time|logged_?at|time_?unix_?nano|\w*timestamp)$/i;
const ISO =
  /^(\d{4}[-/]\d\d[-/]\d\d(?:[T ]| - )\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?) ?(Z|UTC|GMT|[+-]\d\d:?\d\d)?(?=$|[^\d])/i;
const ANYWHERE = new RegExp(ISO.source.slice(1), 'i');
const CLF = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d\d)(\d\d)$/;
const RFC_9110 = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2200, 0);
/** Where the time of a text line stands. */
const BEGINNING = 60;

/** The times that a line gives for itself, whatever their format and unit. */
export function momentsOf(record: LogRecord): Moment[] {
  if (record.format === 'text') {
    const found = ANYWHERE.exec(record.text.slice(0, BEGINNING));
    return found === null ? [] : [ofIso(found)];
  }
  return record.fields
    .filter((field) => KEY.test(nameOf(field)))
    .flatMap(({ value }) => (typeof value === 'boolean' ? [] : ofValue(value)));
}

function ofValue(value: string | number): Moment[] {
  const text = String(value);
  if (/^\d+(?:\.\d+)?$/.test(text)) return ofNumber(Number(text), text);
  const iso = ISO.exec(text);
  if (iso !== null) return [ofIso(iso)];
  const [, day, month, year, time, hours, minutes] = CLF.exec(text) ?? [];
  const standard = day === undefined ? text : `${day} ${month} ${year} ${time} ${hours}${minutes}`;
  if (day === undefined && !RFC_9110.test(text)) return [];
  return [{ text, epoch: Date.parse(standard) }];
}

/** Seconds, milliseconds, microseconds or nanoseconds: only one of them is in our times. */
function ofNumber(number: number, text: string): Moment[] {
  const epoch = [1000, 1, 1e-3, 1e-6]
    .map((scale) => number * scale)
    .find((ms) => ms > EARLIEST && ms < LATEST);
  return epoch === undefined ? [] : [{ text, epoch }];
}

function ofIso([, time = '', zone]: RegExpExecArray): Moment {
  const text = zone === undefined ? time : `${time}${zone}`;
  if (zone === undefined) return { text, epoch: undefined };
  const standard = time.replaceAll('/', '-').replace(' - ', 'T').replace(' ', 'T').replace(',', '.');
  const offset = /^[a-z]/i.test(zone) ? 'Z' : zone.replace(/^(...)(\d\d)$/, '$1:$2');
  return { text, epoch: Date.parse(standard.replace(/(\.\d{3})\d+$/, '$1') + offset) };
}
