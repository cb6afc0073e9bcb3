import { answers, json, later, ofUsers } from '../answers.mjs';
import { lines } from '../service.mjs';

/** What is broken for each line of the section “Unhandled errors”, by its title. */
export const unhandledErrors = {
  'while the database is away, a request is 503 with Retry-After': answers(
    ({ status: code }) => code === 503,
    ({ headers }) => void delete headers['retry-after'],
  ),
  'while the database is silent, a request is 503 within 5 s': answers(
    ({ status: code }, request) => code === 503 && ofUsers(request),
    later(6_000),
  ),
  'an error that nobody expected is 500 INTERNAL_ERROR and says nothing': answers(
    ({ status: code }) => code === 500,
    (message) => json(message, (body) => (body.detail = 'relation "users" does not exist')),
  ),
  'it is logged once, with its stack and the id of the request': lines((line) =>
    line.err && line.level === 'error' ? `${JSON.stringify(line)}\n${JSON.stringify(line)}` : line,
  ),
  'a 5xx is one access line at error': lines((line) => void (line.status >= 500 && (line.level = 'warn'))),
  'the service lives on after it': answers(
    ({ status: code }) => code === 500,
    () => void setTimeout(() => process.exit(1), 20),
  ),
};
