import type { Code } from './code.ts';
import { type Finding, type Issue, pathOf } from './finding.ts';

/** Reads an issue of Valibot by its `kind` and `type`; its standard messages end in the received value, cut off here. */
export function readValibot(issue: Issue): readonly Finding[] {
  const message = withoutReceived(issue);
  // of a missing or unknown key it "expects" the key itself, and the path names that already
  if (message.startsWith('Invalid key: ')) return [{ code: codeOf(issue), path: pathOf(issue), message: '' }];
  const expected = typeof issue['expected'] === 'string' ? issue['expected'] : undefined;
  return [{ code: codeOf(issue), path: pathOf(issue), message, expected }];
}

function codeOf(issue: Issue): Code {
  const type = String(issue['type']);
  if (issue['expected'] === 'never') return 'unknown_field';
  if (issue['kind'] === 'schema') {
    if (type === 'union' || type === 'variant') return codeOfUnion(issue);
    if (type === 'picklist' || type === 'enum' || type === 'literal') return 'not_allowed';
    return type === 'custom' ? 'invalid' : 'type';
  }
  if (/^(?:min|gt)_|^non_empty$/.test(type)) return 'too_small';
  if (/^(?:max|lt)_/.test(type)) return 'too_big';
  if (EXACT.has(type))
    return Number(issue['received']) < Number(issue['requirement']) ? 'too_small' : 'too_big';
  if (ALLOWED.has(type)) return 'not_allowed';
  if (NUMERIC.has(type) || type.startsWith('to_')) return 'type';
  return issue['requirement'] instanceof RegExp || FORMATS.has(type) ? 'format' : 'invalid';
}

const EXACT = new Set(['length', 'size', 'bytes', 'graphemes', 'words', 'entries']);
const ALLOWED = new Set(['value', 'values', 'not_value', 'not_values']);
const NUMERIC = new Set(['integer', 'safe_integer', 'finite', 'parse_boolean']);
/** Formats that are tested with a function instead of a pattern. */
const FORMATS = new Set([
  'url',
  'credit_card',
  'starts_with',
  'ends_with',
  'includes',
  'excludes',
  'parse_json',
]);

/** Only when every branch refused the value itself is there one reason. */
function codeOfUnion(issue: Issue): Code {
  const branches = Array.isArray(issue['issues']) ? (issue['issues'] as Issue[]) : [];
  // a variant whose discriminator fits no branch reports the allowed values without branches
  if (branches.length === 0) return issue['received'] === 'undefined' ? 'type' : 'not_allowed';
  if (branches.some((branch) => branch['kind'] !== 'schema' || branch.path !== undefined)) return 'invalid';
  return branches.every((branch) => codeOf(branch) === 'not_allowed') ? 'not_allowed' : 'type';
}

function withoutReceived(issue: Issue): string {
  const tail = `eceived ${String(issue['received'])}`;
  if (!issue.message.endsWith(tail)) return issue.message;
  return issue.message.slice(0, -tail.length).replace(/(?::| but)? ?[Rr]$/, '');
}
