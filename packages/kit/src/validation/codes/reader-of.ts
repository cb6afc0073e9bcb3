import { readArktype } from './arktype.ts';
import { pathOf, type Reader } from './finding.ts';
import { readValibot } from './valibot.ts';
import { readZod } from './zod.ts';

/** The reader for a library by its Standard Schema `vendor`; an unknown library's issues are all `invalid`. */
export function readerOf(vendor: string): Reader {
  return READERS.get(vendor) ?? readUnknown;
}

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['zod', readZod],
  ['valibot', readValibot],
  ['arktype', readArktype],
]);

const readUnknown: Reader = (issue) => [{ code: 'invalid', path: pathOf(issue), message: issue.message }];
