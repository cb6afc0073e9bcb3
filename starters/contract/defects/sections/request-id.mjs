import { answers, header, path } from '../answers.mjs';
import { byId, remembering } from '../remembering.mjs';
import { lines, say } from '../service.mjs';

/** What is broken for each line of the section “Request id”, by its title. */
export const requestId = {
  'a well-formed X-Request-ID is kept: on the answer, in the problem and in the log': answers(
    () => true,
    ({ headers }) => void (headers['x-request-id'] = headers['x-request-id'].slice(0, 64)),
  ),
  'an ill-formed X-Request-ID is replaced, and never logged': {
    answer: (_, request) => say({ msg: header(request, 'x-request-id') }),
  },
  'an X-Request-ID that is sent twice, or empty, is replaced': answers(
    (_, request) => header(request, 'x-request-id').includes('first'),
    ({ headers }) => void (headers['x-request-id'] = 'first'),
  ),
  'every answer of the application has an id of its own, errors and probes included': answers(
    path('/docs'),
    ({ headers }) => void delete headers['x-request-id'],
  ),
  'a trace is continued: its id is in the log': lines((line) => void delete line.traceId),
  'an invalid traceparent is ignored': {
    ...remembering('traceparent'),
    ...lines((line) => void (line.traceId = (byId.get(line.requestId) ?? '').split('-')[1])),
  },
};
