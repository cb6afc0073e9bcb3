import type { FieldError } from '../errors/field-error.ts';
import { ValidationError } from '../errors/http/validation-error.ts';
import { type Outcome, PartCheck } from './part-check.ts';
import {
  asParts,
  type Input,
  type PartName,
  type Parts,
  type PartsOrSchema,
  type ValidInput,
} from './parts.ts';

/**
 * Compiles the schemas of a route once; the result checks one request's input, all parts of it, and throws one
 * `ValidationError` with everything that is wrong: path first, then query, headers, body. Answers with a promise only
 * when a schema does. `depth` is the deepest nesting of the input. A `TypeError` when `parts` are no schemas.
 */
export function validator<P extends PartsOrSchema>(
  parts: P,
  options?: ValidatorOptions,
): (input: Input) => ValidInput<P> | Promise<ValidInput<P>> {
  const judge = judgeOf(parts, options);
  return (input) => {
    const verdict = judge(input);
    return verdict instanceof Promise ? verdict.then(orThrow) : orThrow(verdict);
  };
}

export interface ValidatorOptions {
  /** Deepest nesting of the input. Default 32. */
  depth?: number;
}

/** As `validator`, and the error is returned: throwing it would cost as much as the rest of the validation. */
export function judgeOf<P extends PartsOrSchema>(
  parts: P,
  { depth = 32 }: ValidatorOptions = {},
): (input: Input) => Verdict<P> | Promise<Verdict<P>> {
  const checks = compile(asParts(parts), depth);
  return (input) => {
    const outcomes: (Outcome | Promise<Outcome>)[] = [];
    let waiting = false;
    try {
      for (const check of checks) {
        const outcome = check.run(input[check.name]);
        if ('then' in outcome) waiting = true;
        outcomes.push(outcome);
      }
    } catch (bug) {
      // a schema that throws must not leave an earlier one's rejection unhandled: that would end the process
      if (waiting) void Promise.allSettled(outcomes);
      throw bug;
    }
    const verdict = waiting
      ? Promise.all(outcomes).then((settled) => settle(checks, settled))
      : settle(checks, outcomes as Outcome[]);
    return verdict as Verdict<P> | Promise<Verdict<P>>;
  };
}

export type Verdict<P> = ValidInput<P> | ValidationError;

function orThrow<P>(verdict: Verdict<P>): ValidInput<P> {
  if (verdict instanceof ValidationError) throw verdict;
  return verdict;
}

/** In the order in which a request carries them, and in which the errors are reported. */
const ORDER: readonly PartName[] = ['params', 'query', 'headers', 'body'];

function compile(parts: Parts, depth: number): readonly PartCheck[] {
  return ORDER.flatMap((name) => {
    const schema = parts[name];
    return schema === undefined ? [] : [new PartCheck(name, schema, depth)];
  });
}

function settle(
  checks: readonly PartCheck[],
  outcomes: readonly Outcome[],
): Partial<Record<PartName, unknown>> | ValidationError {
  const valid: Partial<Record<PartName, unknown>> = {};
  let errors: FieldError[] | undefined;
  for (let at = 0; at < checks.length; at++) {
    const outcome = outcomes[at] as Outcome;
    if (outcome.errors) errors = errors ? errors.concat(outcome.errors) : outcome.errors;
    else valid[checks[at]!.name] = outcome.value;
  }
  return errors === undefined ? valid : new ValidationError(errors);
}
