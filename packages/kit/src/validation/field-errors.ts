import type { FieldError } from '../errors/field-error.ts';
import { pointer } from '../errors/pointer.ts';
import { type Code, SENTENCES } from './codes/code.ts';
import type { Finding } from './codes/finding.ts';
import { Echoes } from './echoes.ts';
import { valueAt } from './value-at.ts';

/** Where a part is found by the one who sent it; also the `field` of an error about the part itself. */
export type Location = NonNullable<FieldError['in']>;

/** The first 100 findings about one part as errors, free of submitted values. */
export function fieldErrors(findings: readonly Finding[], where: Location, input: unknown): FieldError[] {
  const echoes = new Echoes(input);
  return findings.slice(0, MOST_ERRORS).map((finding) => fieldError(finding, where, input, echoes));
}

/** An answer is no place for a megabyte of errors about a megabyte of input. */
export const MOST_ERRORS = 100;

function fieldError(finding: Finding, where: Location, input: unknown, echoes: Echoes): FieldError {
  const code = codeOf(finding, input);
  const path = presentable(finding.path);
  return {
    field: path.length === 0 ? where : dotted(path),
    message: messageOf(code, finding, echoes),
    code,
    pointer: pointer(path),
    in: where,
  };
}

function dotted(path: readonly PropertyKey[]): string {
  let text = String(path[0]);
  for (let at = 1; at < path.length; at++) text += `.${String(path[at])}`;
  return text;
}

/** A wrong value that is not there is a missing one, whatever the library calls it. */
function codeOf({ code, path }: Finding, input: unknown): Code {
  return (code === 'type' || code === 'not_allowed') && valueAt(input, path) === undefined
    ? 'required'
    : code;
}

function messageOf(code: Code, { message, path, expected }: Finding, echoes: Echoes): string {
  // a library's own sentence about a missing value says no more than what was expected of it
  const stock = code === 'required' && expected !== undefined && message.endsWith(expected);
  if (message === '' || stock || code === 'unknown_field') return SENTENCES[code];
  return echoes.has(message, path) ? SENTENCES[code] : message;
}

/** A name the sender invented can be as long as a body; the error is then about what holds it. */
function presentable(path: readonly PropertyKey[]): readonly PropertyKey[] {
  const long = path.findIndex((key) => typeof key === 'string' && key.length > 128);
  return long === -1 ? path : path.slice(0, long);
}
