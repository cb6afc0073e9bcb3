import type { Exchange } from '../engine/evidence.ts';
import { requestIdOf } from '../experiments/request-id-of.ts';
import type { LogRecord } from './record.ts';

/** A request that was sent with something unique in it: in its path, its `X-Request-ID`, its `User-Agent`. */
export interface Marked {
  /** What kind of request it is, for people: `an unknown path`. */
  kind: string;
  mark: string;
  exchange: Exchange;
}

const ID = /id$/i;

/**
 * The records about each request, in the order of the requests. A record is about a request when it holds the mark or
 * the id of the answer, or shares an id with a record that does: some loggers name the path when a request begins and
 * the status when it ends.
 */
export function recordsAbout(requests: readonly Marked[], records: readonly LogRecord[]): LogRecord[][] {
  const direct = requests.map((request) => records.filter((record) => isAbout(request, record)));
  const owners = new Map<string, Set<number>>();
  for (const [at, own] of direct.entries())
    for (const id of own.flatMap(idsOf)) owners.set(id, (owners.get(id) ?? new Set()).add(at));
  return direct.map((own) => {
    const ids = new Set(own.flatMap(idsOf).filter((id) => owners.get(id)!.size === 1));
    if (ids.size === 0) return own;
    const joined = records.filter(
      (record) => own.includes(record) || idsOf(record).some((id) => ids.has(id)),
    );
    // What names another request in full is about that one.
    return joined.filter(
      (record) => own.includes(record) || !direct.some((others) => others.includes(record)),
    );
  });
}

/** Whether the record itself names the request. */
export function isAbout({ mark, exchange }: Marked, record: LogRecord): boolean {
  if (record.text.includes(mark)) return true;
  const id = requestIdOf(exchange)?.value;
  return id !== undefined && holds(record, id);
}

/** Whether a value of the record is this id; ids may be as short as `7`. */
export function holds({ format, fields, text }: LogRecord, id: string): boolean {
  if (id.length >= 16) return text.includes(id);
  if (format !== 'text') return fields.some(({ value }) => String(value) === id);
  return text.split(/[\s[\](),;="']+/).includes(id);
}

function idsOf({ fields }: LogRecord): string[] {
  return fields.filter(({ key }) => ID.test(key)).map(({ key, value }) => `${key}=${value}`);
}
