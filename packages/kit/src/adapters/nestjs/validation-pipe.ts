import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { context } from '../../context/context.ts';
import type { FieldError } from '../../errors/field-error.ts';
import { ValidationError } from '../../errors/http/validation-error.ts';
import { pointer } from '../../errors/pointer.ts';
import { requireJson } from '../../limits/json-body.ts';
import type { AnySchema, Parts } from '../../validation/parts.ts';
import { judgeOf, type Verdict } from '../../validation/validator.ts';
import { HEADERS } from './valid-headers.ts';

type Judge = ReturnType<typeof judgeOf<Parts>>;
type WithSchema = ArgumentMetadata & { schema?: AnySchema };
type Part = 'body' | 'query' | 'params' | 'headers';

const PARTS: Partial<Record<ArgumentMetadata['type'], Part>> = {
  body: 'body',
  query: 'query',
  param: 'params',
};

/**
 * Validates every parameter that names a schema: `@Body({ schema })`, `@Query({ schema })`, `@Param({ schema })`.
 * All faults of a request are told at once, although Nest asks per parameter.
 */
export function validationPipe(): PipeTransform {
  const compiled = new WeakMap<AnySchema, Partial<Record<Part, Judge>>>();
  const pending = new WeakMap<object, readonly FieldError[]>();

  function judgeFor(schema: AnySchema, part: Part): Judge {
    let judges = compiled.get(schema);
    if (judges === undefined) compiled.set(schema, (judges = {}));
    return (judges[part] ??= judgeOf({ [part]: schema } as Parts));
  }

  function together(errors: readonly FieldError[]): Promise<never> {
    const request = context() ?? {};
    const known = [...(pending.get(request) ?? []), ...errors];
    pending.set(request, known);
    // Nest starts the pipes of all parameters in one go: when they had their turn, every fault is known.
    return new Promise((_resolve, reject) => {
      setImmediate(() => reject(new ValidationError(inOrder(pending.get(request) ?? known))));
    });
  }

  return {
    transform(value: unknown, { type, schema, data: mark }: WithSchema): unknown {
      const ofHeaders = (mark as unknown) === HEADERS;
      const part = ofHeaders ? 'headers' : PARTS[type];
      const data = ofHeaders ? undefined : mark;
      if (schema === undefined || part === undefined) return value;
      const request = context()?.request;
      if (part === 'body' && request !== undefined) requireJson(request);
      const conclude = (verdict: Verdict<Parts>): unknown =>
        verdict instanceof ValidationError
          ? together(inside(data, verdict.errors))
          : (verdict as Record<Part, unknown>)[part];
      const verdict = judgeFor(schema, part)({ [part]: value });
      return verdict instanceof Promise ? verdict.then(conclude) : conclude(verdict);
    },
  };
}

/** As a request carries its parts, and as every other adapter reports them; Nest starts with the last parameter. */
const ORDER: readonly FieldError['in'][] = ['path', 'query', 'header', 'body'];

function inOrder(errors: readonly FieldError[]): readonly FieldError[] {
  return [...errors].sort((a, b) => ORDER.indexOf(a.in) - ORDER.indexOf(b.in));
}

/** `@Query('limit', { schema })` validates one field: its name belongs in front. */
function inside(name: string | undefined, errors: readonly FieldError[]): readonly FieldError[] {
  if (name === undefined) return errors;
  return errors.map((error) => {
    const field = error.field === error.in ? name : `${name}.${error.field}`;
    return { ...error, field, pointer: error.pointer.replace('#', pointer([name])) };
  });
}
