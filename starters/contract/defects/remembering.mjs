import { header } from './answers.mjs';

/** Keeps a header of each request by its id, where a change of the log finds it in `byId`. */
export const remembering = (name) => ({
  answer: (_, request) => void byId.set(header(request, 'x-request-id'), header(request, name)),
});

/** What was remembered, by the id of its request. */
export const byId = new Map();
