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
  { depth = 32 }: { depth?: number } = {},
): (input: Input) => ValidInput<P> | Promise<ValidInput<P>> {
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
    const valid = waiting
      ? Promise.all(outcomes).then((settled) => settle(checks, settled))
      : settle(checks, outcomes as Outcome[]);
    return valid as ValidInput<P> | Promise<ValidInput<P>>;
  };
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
): Partial<Record<PartName, unknown>> {
  const valid: Partial<Record<PartName, unknown>> = {};
  let errors: FieldError[] | undefined;
  for (const [index, check] of checks.entries()) {
    const outcome = outcomes[index] as Outcome;
    if (outcome.errors) errors = errors ? errors.concat(outcome.errors) : outcome.errors;
    else valid[check.name] = outcome.value;
  }
  if (errors) throw new ValidationError(errors);
  return valid;
}
