import { answers, becomes, header } from '../answers.mjs';
import { byId, remembering } from '../remembering.mjs';
import { lines, server } from '../service.mjs';

/** What is broken for each line of the section “Limits”, by its title. */
export const limits = {
  'a body that is declared larger than 1 MiB is 413 before it is sent': becomes(413, 411),
  'a chunked body that grows over 1 MiB is 413': becomes(
    413,
    400,
    (request) => header(request, 'transfer-encoding') !== '',
  ),
  'a body just below 1 MiB is read': becomes(
    201,
    413,
    (request) => Number(header(request, 'content-length')) > 500_000,
  ),
  'a compressed body is 415, a bomb like any other': becomes(
    415,
    400,
    (request) => header(request, 'content-encoding') === 'gzip',
  ),
  'JSON that is nested deeper than 32 levels is 400': becomes(
    400,
    500,
    (request) => Number(header(request, 'content-length')) > 100_000,
  ),
  'a head larger than 16 KiB is refused, one of 14 KiB is not': server(
    (one) => (one.maxHeaderSize = 2 ** 20),
  ),
  'a head that is not complete after 10 s is cut off': server((one) =>
    Object.assign(one, { headersTimeout: 0, requestTimeout: 0 }),
  ),
  'an idle connection is kept for longer than 5 s': server((one) => (one.keepAliveTimeout = 1_000)),
  'connections are kept unless one side says close, and HTTP/1.0 is closed': answers(
    () => true,
    ({ headers }) => void (headers.connection = 'close'),
  ),
  'X-Forwarded-For is believed of trusted proxies only, and there are none by default': {
    ...remembering('x-forwarded-for'),
    ...lines((line) => void (line.remoteAddress &&= byId.get(line.requestId) || line.remoteAddress)),
  },
  'no answer names the software behind it, and every one forbids sniffing': answers(
    ({ status: code }) => code === 404,
    ({ headers }) => void (headers.server = 'express'),
  ),
  'bytes that are not HTTP are refused with 4xx or the end of the connection, and do no harm': server((one) =>
    one.on('clientError', () => process.exit(1)),
  ),
};
