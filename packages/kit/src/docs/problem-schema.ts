import { typeOf } from '../errors/problem.ts';
import type { JsonSchema } from './json-schema.ts';

/** The schema of every error body (RFC 9457 with this kit's members); `base` is that of problem types. */
export function problemSchema(base: string): JsonSchema {
  return {
    type: 'object',
    description: 'What went wrong (RFC 9457).',
    properties: {
      type: {
        type: 'string',
        format: 'uri-reference',
        description: 'Names the kind of problem, and leads to a page that explains it.',
        examples: [typeOf('NOT_FOUND', base)],
      },
      title: { type: 'string', description: 'The kind of problem in words.' },
      status: { type: 'integer', minimum: 400, maximum: 599, description: 'The HTTP status again.' },
      detail: { type: 'string', description: 'What is particular about this occurrence.' },
      instance: { type: 'string', format: 'uri-reference' },
      code: { type: 'string', description: 'For programs to switch on.', examples: ['NOT_FOUND'] },
      requestId: { type: 'string', description: 'Quote it when you ask for help; every log line has it.' },
      errors: { type: 'array', description: 'Every invalid field at once.', items: invalidField },
    },
    required: ['type', 'title', 'status', 'code', 'requestId'],
  };
}

const invalidField: JsonSchema = {
  type: 'object',
  properties: {
    field: { type: 'string', examples: ['address.zip'] },
    message: { type: 'string' },
    code: { type: 'string' },
    pointer: {
      type: 'string',
      description: 'RFC 6901, 6: a fragment into the part named by `in`.',
      examples: ['#/address/zip'],
    },
    in: { type: 'string', enum: ['body', 'query', 'path', 'header'] },
  },
  required: ['field', 'message', 'code', 'pointer'],
};
