import { STATUS_CODES } from 'node:http';
import { defect } from './defect.mjs';
import { log } from './log.mjs';

/** What each code means, for the page that its `type` leads to. */
const MEANINGS = {
  BAD_REQUEST: 'The request could not be understood. Correct it before sending it again.',
  MALFORMED_JSON: 'The body is not JSON in UTF-8.',
  VALIDATION_FAILED: 'Some fields are missing or not as documented. `errors` names each of them.',
  UNAUTHORIZED: 'The operation needs a bearer token that this service knows.',
  NOT_FOUND: 'Nothing is at this path, or it has been deleted.',
  METHOD_NOT_ALLOWED: 'The path exists, the method does not. `Allow` names the methods that do.',
  REQUEST_TIMEOUT: 'The request took too long to arrive.',
  CONFLICT: 'The request contradicts what is stored, such as an email that is taken.',
  CONTENT_TOO_LARGE: 'The body is larger than this service reads.',
  URI_TOO_LONG: 'The request target is longer than this service reads.',
  UNSUPPORTED_MEDIA_TYPE: 'Bodies are JSON in UTF-8, plain or compressed with gzip or deflate.',
  EXPECTATION_FAILED: 'The only expectation that this service can meet is 100-continue.',
  UNPROCESSABLE_CONTENT: 'An Idempotency-Key was used again with another request.',
  TOO_MANY_REQUESTS: 'There were too many requests. `Retry-After` says when to come back.',
  REQUEST_HEADER_FIELDS_TOO_LARGE: 'The head of the request is larger than this service reads.',
  INTERNAL_SERVER_ERROR: 'The service failed. The request id leads its operators to the reason.',
  NOT_IMPLEMENTED: 'This service is no proxy.',
  SERVICE_UNAVAILABLE: 'The service cannot answer now. `Retry-After` says when to come back.',
};

/** Something that is the answer: status, code, and what the client may know. */
export class Problem extends Error {
  constructor(status, detail, { code, headers = {}, errors } = {}) {
    super(detail ?? TITLES[status]);
    this.name = 'Problem';
    this.status = status;
    this.detail = detail;
    this.code = code ?? codeOf(status);
    this.headers = headers;
    this.errors = errors;
  }
}

/** Node still has the names of RFC 7231 for these two. */
const TITLES = { ...STATUS_CODES, 413: 'Content Too Large', 422: 'Unprocessable Content' };

function codeOf(status) {
  return TITLES[status].toUpperCase().replaceAll(/\W+/g, '_');
}

/** The problem that a thrown value becomes; what is not meant for clients is logged, once, and hidden. */
export function problemOf(error, { requestId }) {
  if (error instanceof Problem) return error;
  const unavailable = error?.unavailable === true && !defect('dependencies/loss-is-503');
  report(error, requestId);
  const detail = defect('errors/expose-no-internals')
    ? `${error?.cause?.message ?? ''} ${error?.stack}`
    : undefined;
  if (!unavailable) return new Problem(500, detail);
  const headers = defect('overload/says-when-to-retry') ? {} : { 'retry-after': '1' };
  return new Problem(503, detail ?? 'A dependency does not answer.', { headers });
}

function report(error, id) {
  if (defect('logs/unexpected-errors-are-logged')) return;
  const requestId = defect('logs/errors-carry-the-request-id') ? undefined : id;
  const times = defect('logs/errors-are-logged-once') ? 3 : 1;
  for (let i = 0; i < times; i++) log('error', 'request failed', { requestId, err: described(error) });
}

/** An error for a log line. */
export function described(error) {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name: type, code, message, stack, cause } = error;
  return { type, code, message, stack, ...(cause !== undefined && { cause: described(cause) }) };
}

/** Headers and body of a problem (RFC 9457). */
export function problemDocument({ status, detail, code, headers, errors }, requestId) {
  const document = {
    type: `/errors/${code.toLowerCase().replaceAll('_', '-')}`,
    title: title(status, code),
    status: defect('errors/body-status-matches') ? 500 : status,
    detail,
    code,
    requestId,
    errors,
  };
  if (defect('errors/problems-are-well-formed'))
    Object.assign(document, { title: 7, status: String(status) });
  const other = errors !== undefined && defect('errors/share-one-shape');
  const type = other || defect('errors/uses-problem-json') ? 'application/json' : 'application/problem+json';
  const body = JSON.stringify(other ? { message: detail, statusCode: status, failures: errors } : document);
  return { status, headers: { 'content-type': type, ...headers }, body };
}

/** The page that explains a code, or `undefined`. */
export function problemPage(slug) {
  const code = slug.toUpperCase().replaceAll('-', '_');
  if (!Object.hasOwn(MEANINGS, code)) return undefined;
  return `<!doctype html><html lang="en"><title>${code}</title><h1>${code}</h1><p>${MEANINGS[code]}</p></html>`;
}

function title(status, code) {
  return code === 'VALIDATION_FAILED' ? 'Validation Failed' : TITLES[status];
}
