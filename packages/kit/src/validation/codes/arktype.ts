import type { Code } from './code.ts';
import { type Finding, type Issue, pathOf } from './finding.ts';

/** Reads an `ArkError` by its `code`; several broken rules of one value come as an `intersection` and are told apart. */
export function readArktype(issue: Issue): readonly Finding[] {
  if (issue['code'] === 'intersection' && Array.isArray(issue['errors'])) {
    return (issue['errors'] as Issue[]).flatMap(readArktype);
  }
  const expected = typeof issue['expected'] === 'string' ? issue['expected'] : undefined;
  return [{ code: codeOf(issue, expected), path: pathOf(issue), message: withoutActual(issue), expected }];
}

function codeOf(issue: Issue, expected = ''): Code {
  switch (issue['code']) {
    case 'required':
      return 'required';
    case 'domain':
    case 'proto':
      return 'type';
    case 'unit':
      return 'not_allowed';
    case 'pattern':
      return 'format';
    case 'min':
    case 'minLength':
    case 'after':
      return 'too_small';
    case 'max':
    case 'maxLength':
    case 'before':
      return 'too_big';
    case 'exactLength':
      return Number(issue['actual']) < Number(issue['rule']) ? 'too_small' : 'too_big';
    case 'union':
      return codeOfUnion(issue);
    case 'predicate':
      return codeOfPredicate(issue, expected);
    default:
      return 'invalid';
  }
}

function codeOfUnion(issue: Issue): Code {
  const codes = Array.isArray(issue['errors'])
    ? (issue['errors'] as Issue[]).map((branch) => codeOf(branch))
    : [];
  if (codes.every((code) => code === 'not_allowed')) return 'not_allowed';
  return codes.every((code) => code === 'type' || code === 'not_allowed') ? 'type' : 'invalid';
}

/** ArkType reports unknown keys, discriminators and described formats as predicates; only their words tell them apart. */
function codeOfPredicate(issue: Issue, expected: string): Code {
  if (expected === 'removed' && issue['actual'] === '') return 'unknown_field';
  if (/^(?:"|-?\d|true|false|null)/.test(expected)) return 'not_allowed';
  if (/^an? (?:string|number|bigint|boolean|object|array|Date)(?:,? or |, |$)/.test(expected)) return 'type';
  const meta = issue['meta'] as { description?: unknown } | undefined;
  return typeof issue['data'] === 'string' && meta?.description !== undefined ? 'format' : 'invalid';
}

/** `user.email must be an email address (was "…")` becomes `must be an email address`. */
function withoutActual(issue: Issue): string {
  let text = issue.message.replaceAll(` (was ${String(issue['actual'])})`, '');
  const where = String(issue['propString'] ?? '');
  for (const prefix of where === '' ? [] : [`${where} `, `value at ${where} `]) {
    if (text.startsWith(prefix)) text = text.slice(prefix.length);
  }
  return text;
}
