import { STATUS_CODES } from 'node:http';
import type { Parts } from '../validation/parts.ts';
import type { Definitions } from './definitions.ts';
import type { JsonSchema } from './json-schema.ts';
import { problemNames } from './problem-responses.ts';
import { jsonSchemaOf } from './schema.ts';

/** What the answers of one operation depend on besides its schemas. */
export interface ResponseFacts {
  requestIdHeader: string;
  /** Problems that this operation can answer with. */
  problems: readonly number[];
}

/** The answers of one operation by status: those it declares, and the problems the kit gives in its place. */
export function responsesOf(
  response: Parts['response'],
  facts: ResponseFacts,
  definitions: Definitions,
  operation: string,
): Record<string, object> {
  const headers = { [facts.requestIdHeader]: { $ref: '#/components/headers/RequestId' } };
  const answers: Record<string, object> = {};
  for (const [status, schema] of Object.entries(response ?? {})) {
    const json = jsonSchemaOf(schema, 'output');
    answers[status] = {
      description: json.description ?? STATUS_CODES[status] ?? `Status ${status}`,
      headers,
      ...(!BODILESS.has(status) && {
        content: content(status, definitions.add(json, operation + status, 'output')),
      }),
    };
  }
  const succeeds = Object.keys(answers).some((status) => Number(status) < 400);
  if (!succeeds) answers['2XX'] = { description: 'Success', headers };
  for (const status of facts.problems)
    answers[status] ??= { $ref: `#/components/responses/${problemNames[status]}` };
  return answers;
}

const BODILESS = new Set(['204', '205', '304']);

function content(status: string, schema: JsonSchema): Record<string, object> {
  return { [Number(status) < 400 ? 'application/json' : 'application/problem+json']: { schema } };
}
