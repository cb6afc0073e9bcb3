import { stripVTControlCharacters } from 'node:util';

// oxlint-disable-next-line no-control-regex -- they are what this removes
const UNPRINTABLE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Text of a service without what would steer a terminal, turn the writing direction or break XML: the service under
 * test may fight back. Tabs and line ends stay.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replace(UNPRINTABLE, '')
    .replace(LONE_SURROGATE, '\ufffd');
}

/** A copy of plain data in which every text is {@link printable}, the names of members too. */
export function printableIn<Data>(data: Data): Data {
  return mapped(data) as Data;
}

function mapped(value: unknown): unknown {
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(mapped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [printable(name), mapped(one)]));
}

/** The same on one line, and not longer than `most` characters. */
export function oneLine(text: string, most = 300): string {
  const line = printable(text).replace(/\s+/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
