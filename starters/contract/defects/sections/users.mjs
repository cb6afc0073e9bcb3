import { createRequire } from 'node:module';
import { answers, becomes, json, path } from '../answers.mjs';
import { environment } from '../service.mjs';

/** What is broken for each line of the section “Users”, by its title. */
export const users = {
  'POST /users is 201 with Location and the user, without the password': answers(
    ({ status: code }) => code === 201,
    ({ headers }) => void delete headers.location,
  ),
  'the password is kept as argon2id only': environment(() => {
    const require = createRequire(process.argv[1]);
    require('@node-rs/argon2').hash = async (password) => password;
  }),
  'an email is compared and kept in lower case, a name is trimmed, other members are ignored': answers(
    ({ status: code }) => code === 201,
    (message) => json(message, (body) => (body.email = body.email.toUpperCase())),
  ),
  'names have 1 to 100 characters and no control characters, passwords at least 12': becomes(
    400,
    201,
    (_, { body }) => body.includes('"field":"password"'),
  ),
  'GET /users/{id} is that user': answers(
    ({ status: code }, { method, url }) => method === 'GET' && code === 200 && url.startsWith('/users/'),
    (message) => json(message, (body) => delete body.updatedAt),
  ),
  'GET /users pages through everybody, oldest first, each once': answers(path('/users'), (message) => {
    if (message.body.includes('"data"')) json(message, (body) => (body.data = body.data.toReversed()));
  }),
  'a cursor that nobody issued is 400': becomes(400, 200, ({ url }) => url.includes('cursor=')),
  'PATCH /users/{id} changes name and email, and an empty change is 400': becomes(
    400,
    200,
    ({ method }) => method === 'PATCH',
  ),
  'DELETE /users/{id} is 204, and 404 the second time': becomes(
    404,
    204,
    ({ method }) => method === 'DELETE',
  ),
};
