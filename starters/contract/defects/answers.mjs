import { setTimeout as sleep } from 'node:timers/promises';

/** An answer is changed when `when` is true of it and its request. */
export const answers = (when, change) => ({
  answer: (message, request) => (when(message, request) ? change(message, request) : undefined),
});

/** Answers with the status `from` get another one, when `when` is true of the request and its answer. */
export const becomes = (from, to, when = () => true) =>
  answers(
    (message, request) => message.status === from && when(request, message),
    (message) => status(message, to),
  );

/** Gives an answer another status, and tells the same in its body. */
export const status = (message, code) => {
  message.status = code;
  if (message.body.includes('"status"')) json(message, (body) => (body.status = code));
};

/** Changes what a body says in JSON. */
export const json = (message, change) => {
  const body = JSON.parse(message.body);
  change(body);
  message.body = JSON.stringify(body);
};

/** Holds an answer back, in milliseconds. */
export const later = (ms) => () => sleep(ms).then(() => undefined);

/** Whether an answer is to a request for this path, whatever its query. */
export const path =
  (text) =>
  (_, { url }) =>
    url.split('?')[0] === text;

/** Whether an answer tells of failed validation. */
export const failsValidation = ({ body }) => body.includes('VALIDATION_ERROR');

/** Whether a request is about users. */
export const ofUsers = ({ url }) => url.startsWith('/users');

/** A header of a request, empty when it has none. */
export const header = (request, name) => request.headers[name] ?? '';
