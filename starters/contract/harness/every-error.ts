import type { RawResponse } from '@seaworthy/kit/testing';
import { newUser } from './messages.ts';
import type { Service } from './service.ts';

/** One request per kind of error that a client can cause, with the status that it must be answered with. */
const ERRORS: readonly (readonly [
  what: string,
  status: number,
  line: string,
  body?: string,
  type?: string,
])[] = [
  ['an unknown path', 404, 'GET /nowhere?hush=hush-query'],
  ['an unknown user', 404, 'GET /users/00000000-0000-4000-8000-000000000000'],
  ['another method', 405, 'PUT /users/00000000-0000-4000-8000-000000000000'],
  ['a bad escape', 400, 'GET /users/%zz'],
  ['a bad query', 400, 'GET /users?limit=hush-limit&cursor=hush-cursor'],
  ['bad fields', 400, 'POST /users', '{"email":"hush-email","name":"","password":"hush-short"}'],
  ['no JSON', 400, 'POST /users', '{"password":"hush-malformed",'],
  ['another media type', 415, 'POST /users', 'hush-text', 'text/plain'],
  ['too much', 413, 'POST /users', JSON.stringify(newUser({ name: 'x'.repeat(1024 * 1024) }))],
];

/** An answer to each of them, by what it answers. */
export async function everyError(
  service: Service,
): Promise<{ what: string; expected: number; response: RawResponse }[]> {
  const answers = [];
  for (const [what, expected, line, body = '', type = 'application/json'] of ERRORS) {
    const response = await service.ask(line, body === '' ? {} : { 'content-type': type }, body);
    answers.push({ what, expected, response });
  }
  return answers;
}
