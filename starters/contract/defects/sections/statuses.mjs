import { answers, becomes, failsValidation, header, json } from '../answers.mjs';

/** What is broken for each line of the section “Statuses”, by its title. */
export const statuses = {
  'malformed JSON is 400 MALFORMED_JSON': answers(
    ({ body }) => body.includes('MALFORMED_JSON'),
    (message) =>
      json(message, (body) => Object.assign(body, { code: 'BAD_REQUEST', type: '/errors/bad-request' })),
  ),
  'failed validation is 400 VALIDATION_ERROR': becomes(400, 422, (_, message) => failsValidation(message)),
  'an unknown path is 404 NOT_FOUND, whatever the method': becomes(
    404,
    405,
    ({ method }) => method === 'PATCH',
  ),
  'a user that does not exist is 404 NOT_FOUND, and so is an id that is none': becomes(
    404,
    400,
    ({ url }) => url === '/users/not-a-uuid',
  ),
  'a known path with another method is 405 with Allow': answers(
    ({ status: code }) => code === 405,
    ({ headers }) => void delete headers.allow,
  ),
  'a taken email is 409 CONFLICT': becomes(409, 400),
  'a body larger than 1 MiB is 413 PAYLOAD_TOO_LARGE': becomes(413, 400),
  'a body that is not declared as JSON is 415 UNSUPPORTED_MEDIA_TYPE': becomes(
    415,
    400,
    (request) => header(request, 'content-type') === 'application/xml',
  ),
  'a bad escape in the path is 400': becomes(400, 404, ({ url }) => url === '/%c0%af'),
  'HEAD works where GET works, without a body': becomes(200, 405, ({ method }) => method === 'HEAD'),
};
