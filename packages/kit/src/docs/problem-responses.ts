import type { JsonSchema } from './json-schema.ts';

/** The errors that the kit itself gives, by status, with the name of each response in the document. */
export const problemNames: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  404: 'NotFound',
  413: 'ContentTooLarge',
  415: 'UnsupportedMediaType',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

/** Those responses as components, with `schema` as their body, for every operation that can give them to refer to. */
export function problemResponses(requestIdHeader: string, schema: JsonSchema): Record<string, object> {
  return Object.fromEntries(
    Object.entries(problemNames).map(([status, name]) => [
      name,
      {
        description: meanings[Number(status)],
        headers: {
          [requestIdHeader]: { $ref: '#/components/headers/RequestId' },
          ...moreHeaders[Number(status)],
        },
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}

const meanings: Readonly<Record<number, string>> = {
  400: 'The request is malformed or invalid; `errors` names every invalid field.',
  401: 'The credentials are missing or wrong.',
  404: 'There is no such resource.',
  413: 'The body is larger than the service accepts.',
  415: 'The body is not `application/json`.',
  500: 'The service failed; the cause is in its log under `requestId`.',
  503: 'The service cannot answer now; try again after `Retry-After` seconds.',
};

const moreHeaders: Readonly<Record<number, object>> = {
  401: { 'WWW-Authenticate': { description: 'How to authenticate.', schema: { type: 'string' } } },
  503: { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } } },
};
