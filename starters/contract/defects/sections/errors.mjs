import { answers, becomes, failsValidation, json } from '../answers.mjs';

/** What is broken for each line of the section “Errors”, by its title. */
export const errors = {
  'every error of a client is a problem document with type, title, status, code and request id': answers(
    ({ status: code }) => code === 415,
    ({ headers }) => void (headers['content-type'] = 'application/json'),
  ),
  'the type of a problem is the address of a page that explains it': becomes(
    200,
    404,
    ({ url }) => url === '/errors/malformed-json',
  ),
  'failed validation names every bad field at once, each with message, code and JSON pointer': answers(
    failsValidation,
    (message) => json(message, (body) => body.errors.splice(1)),
  ),
  'a bad query is named like a bad body': answers(failsValidation, (message) =>
    json(message, (body) => body.errors.forEach((error) => (error.in = 'body'))),
  ),
  'a body that is no object is a validation error of the whole body': answers(
    ({ body }) => body.includes('"pointer":"#"'),
    (message) => json(message, (body) => delete body.errors),
  ),
  'no error repeats what was submitted': answers(failsValidation, (message, { url }) =>
    json(message, (body) => (body.detail = url)),
  ),
  'no error tells about the inside of the service': answers(
    ({ status: code }) => code === 415,
    (message) => json(message, (body) => (body.detail = new Error('no').stack)),
  ),
  'no error is kept by a cache': answers(
    ({ status: code }) => code === 404,
    ({ headers }) => void (headers['cache-control'] = 'max-age=60'),
  ),
};
