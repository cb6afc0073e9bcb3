import { answers, json, path } from '../answers.mjs';

/** What is broken for each line of the section “Docs”, by its title. */
export const docs = {
  '/openapi.json is OpenAPI 3.1 and has every route of the users': answers(path('/openapi.json'), (message) =>
    json(message, (body) => (body.openapi = '3.0.3')),
  ),
  '/openapi.json describes the body of POST /users and the errors that it is answered with': answers(
    path('/openapi.json'),
    (message) => json(message, (body) => delete body.paths['/users'].post.requestBody),
  ),
  '/docs is a page that asks nobody else for anything': answers(
    path('/docs'),
    (message) => void (message.body += '<script src="https://unpkg.com/swagger-ui-dist"></script>'),
  ),
};
