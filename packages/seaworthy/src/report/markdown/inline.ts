import { oneLine, printable } from '../printable.ts';

/** Text of a service within a line or a table cell: nothing in it is markup, a mention or a link. */
export function inline(text: string): string {
  return oneLine(text, 600)
    .replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/\b(https?):\/\//g, '$1:\u200b//');
}

/** Text as code within a line. */
export function code(text: string): string {
  const clean = oneLine(text, 600);
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${clean} ${fence}` : `${fence}${clean}${fence}`;
}

/** A block of code whose fence is longer than any in it. */
export function block(text: string, language = ''): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${printable(text)}\n${fence}`;
}
