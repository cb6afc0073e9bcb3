import { answers, json, later, path, status } from '../answers.mjs';

/** What is broken for each line of the section “Health”, by its title. */
export const health = {
  '/livez and /readyz answer 200, are kept by no cache, and tell nothing about the inside': answers(
    path('/readyz'),
    ({ headers }) => void delete headers['cache-control'],
  ),
  'until it is ready, nobody listens or /readyz says 503': (() => {
    let asked = 0;
    return answers(path('/readyz'), (message) => void ((asked += 1) === 1 && status(message, 500)));
  })(),
  'while the database is away, /livez stays 200': answers(path('/livez'), later(1_500)),
  'while the database is away, /readyz is 503 without a word about where it is': answers(
    path('/readyz'),
    (message) => json(message, (body) => (body.reason = 'connect ECONNREFUSED 127.0.0.1:5432')),
  ),
  'while the database is silent, /readyz is 503 within about a second': answers(
    ({ status: code }) => code === 503,
    later(2_500),
  ),
  'when the database is back, so is the service, without a restart': (() => {
    let gone = false;
    return answers(path('/readyz'), (message) => {
      gone ||= message.status === 503;
      if (gone) message.status = 503;
    });
  })(),
};
