import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { FieldError } from '../errors/field-error.ts';
import { SENTENCES } from './codes/code.ts';
import type { Finding, Issue, Reader } from './codes/finding.ts';
import { readerOf } from './codes/reader-of.ts';
import { disarm } from './disarm.ts';
import { fieldErrors, type Location, MOST_ERRORS } from './field-errors.ts';
import type { AnySchema, PartName } from './parts.ts';
import { unstorable } from './unstorable.ts';

/** What became of one part: the schema's output, or what is wrong with it. */
export type Outcome =
  { readonly value: unknown; readonly errors?: undefined } | { readonly errors: FieldError[] };

/** One schema of a route, ready to check one part of every request. */
export class PartCheck {
  readonly #standard: StandardSchemaV1.Props;
  readonly #read: Reader;
  readonly #where: Location;

  constructor(
    readonly name: PartName,
    schema: AnySchema,
    /** Deepest nesting. */
    readonly depth: number,
  ) {
    this.#standard = schema['~standard'];
    this.#read = readerOf(this.#standard.vendor);
    this.#where = LOCATIONS[name];
  }

  /** A promise only when the schema answers with one. `null` counts as missing. */
  run(value: unknown): Outcome | Promise<Outcome> {
    const input = value ?? undefined;
    // Node has refused bad bytes in headers already
    const danger = this.name === 'headers' ? undefined : disarm(input, this.depth);
    if (danger !== undefined)
      return this.#refuse(danger === 'deep' ? [this.#tooDeep()] : unstorable(input), input);
    // not `safeParse` or its like: `~standard` reports the issues without building an Error with a stack
    const result = this.#standard.validate(input);
    return 'then' in result
      ? result.then((settled) => this.#outcome(settled, input))
      : this.#outcome(result, input);
  }

  #outcome(result: StandardSchemaV1.Result<unknown>, input: unknown): Outcome {
    if (!result.issues) return result;
    const findings: Finding[] = [];
    for (const issue of result.issues) {
      if (findings.length >= MOST_ERRORS) break;
      for (const finding of this.#read(issue as Issue)) findings.push(finding);
    }
    return this.#refuse(findings, input);
  }

  #refuse(findings: readonly Finding[], input: unknown): Outcome {
    return { errors: fieldErrors(findings, this.#where, input) };
  }

  #tooDeep(): Finding {
    return { code: 'too_deep', path: [], message: `${SENTENCES.too_deep}: at most ${this.depth} levels` };
  }
}

const LOCATIONS: Readonly<Record<PartName, Location>> = {
  params: 'path',
  query: 'query',
  headers: 'header',
  body: 'body',
};
