import type { Code } from './code.ts';
import { type Finding, type Issue, pathOf } from './finding.ts';

/** Reads an issue of zod 4 by its `code`. One issue names all unknown keys of an object: each becomes a finding. */
export function readZod(issue: Issue): readonly Finding[] {
  const path = pathOf(issue);
  if (issue['code'] === 'unrecognized_keys' && Array.isArray(issue['keys'])) {
    return issue['keys'].map((key: string) => ({ code: 'unknown_field', path: [...path, key], message: '' }));
  }
  const expected = typeof issue['expected'] === 'string' ? issue['expected'] : undefined;
  return [{ code: codeOf(issue), path, message: worthSaying(issue.message), expected }];
}

const RECEIVED = [', received undefined', ', received NaN'];

/** Less what zod received; nothing, when zod says no more than that something is wrong. */
function worthSaying(message: string): string {
  const end = RECEIVED.find((suffix) => message.endsWith(suffix));
  const said = end === undefined ? message : message.slice(0, -end.length);
  return said === 'Invalid input' ? '' : said;
}

function codeOf(issue: Issue): Code {
  switch (issue['code']) {
    case 'invalid_type':
      return 'type';
    case 'invalid_format':
      return 'format';
    case 'too_small':
      return 'too_small';
    case 'too_big':
      return 'too_big';
    case 'invalid_value':
      return 'not_allowed';
    case 'invalid_union':
      return codeOfUnion(issue);
    default:
      return 'invalid';
  }
}

/** A union says why each branch refused; only when all refused the value itself is there one reason. */
function codeOfUnion(issue: Issue): Code {
  if (Array.isArray(issue['options'])) return 'not_allowed';
  if (!Array.isArray(issue['errors']) || issue['errors'].length === 0) return 'invalid';
  const reasons = (issue['errors'] as Issue[][]).map(([first]) =>
    first === undefined || pathOf(first).length > 0 ? 'invalid' : codeOf(first),
  );
  if (reasons.every((reason) => reason === 'not_allowed')) return 'not_allowed';
  return reasons.every((reason) => reason === 'type' || reason === 'not_allowed') ? 'type' : 'invalid';
}
