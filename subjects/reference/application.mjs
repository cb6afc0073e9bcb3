import { completed } from './access-log.mjs';
import { everything } from './database.mjs';
import { defect } from './defect.mjs';
import { Problem, problemDocument, problemOf } from './errors.mjs';
import { leak } from './leaks.mjs';
import { abandonBody, checkHead, checkRoom } from './limits.mjs';
import { requestIdOf, traceIdOf } from './request-id.mjs';

const PROBES = new Set(['/livez', '/readyz', '/metrics']);
const exchanges = new WeakMap();

/** The newest exchange of a connection, `undefined` before its first request. */
export function exchangeOf(socket) {
  return exchanges.get(socket);
}

/** The listener for requests: `(request, response, expectation)`, the last `continue`, `unknown` or nothing. */
export function application(state, { dispatch, admit }) {
  return (request, response, expectation) => {
    const { socket } = request;
    if (socket.lingering) return;
    const exchange = begin(state, request, response, expectation);
    void answer(exchange);
  };

  async function answer(exchange) {
    try {
      const { request } = exchange;
      checkHead(request);
      checkRoom(state, request.socket);
      if (defect('dependencies/failure-is-isolated')) await everything;
      if (exchange.expectation === 'unknown') throw new Problem(417, 'Expected 100-continue.');
      if (!exchange.probe) {
        admit(exchange.remoteAddress);
        hinder(exchange);
      }
      send(exchange, await dispatch(exchange));
    } catch (error) {
      fail(exchange, error);
    }
    // A response whose turn on its connection never came has no events of its own.
    if (exchange.request.socket.destroyed) exchange.end();
  }
}

/** Answers with a problem, unless the answer has begun or nobody is there to read it. */
export function fail(exchange, error) {
  const { request } = exchange;
  if (request.socket.destroyed) return;
  const unexpected = !(error instanceof Problem);
  if (unexpected && defect('errors/unexpected-error-is-answered')) return request.socket.destroy();
  const problem = problemOf(error, exchange);
  if (unexpected && defect('errors/unexpected-error-is-survived')) process.exit(1);
  if (problem.code === 'VALIDATION_FAILED' && defect('errors/failure-is-never-success')) {
    return send(exchange, { status: 200, body: { success: false, errors: problem.errors } });
  }
  send(exchange, problemDocument(problem, exchange.requestId));
}

function begin(state, request, response, expectation) {
  const exchange = {
    state,
    request,
    response,
    expectation,
    expectsContinue: expectation === 'continue',
    requestId: requestIdOf(request),
    traceId: traceIdOf(request),
    remoteAddress: request.socket.remoteAddress,
    startedAt: performance.now(),
    route: undefined,
    probe: PROBES.has(request.url.split('?')[0]),
    bytes: 0,
    end() {
      if (exchange.ended) return;
      exchange.ended = true;
      state.inFlight -= 1;
      completed(exchange);
    },
  };
  state.inFlight += 1;
  exchanges.set(request.socket, exchange);
  response.once('close', exchange.end);
  return exchange;
}

/** Sends `{ status, headers, body }`; a body that is no string becomes JSON. */
function send(exchange, { status = 200, headers = {}, body }) {
  const { request, response } = exchange;
  if (response.headersSent || request.socket.destroyed) return;
  abandonBody(exchange);
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const all = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers };
  if (text !== undefined) all['content-type'] ??= 'application/json';
  if (text !== undefined || status !== 204) all['content-length'] = Buffer.byteLength(text ?? '');
  if (status < 400 || !defect('request-id/is-on-every-response')) all['x-request-id'] = exchange.requestId;
  spoil(all, exchange);
  response.writeHead(status, all);
  response.end(text);
  exchange.bytes = request.method === 'HEAD' ? 0 : Buffer.byteLength(text ?? '');
}

function spoil(headers, { request, probe }) {
  if (defect('security/sends-nosniff')) delete headers['x-content-type-options'];
  if (defect('security/sends-no-versions')) {
    Object.assign(headers, { server: 'reference/1.2.3', 'x-powered-by': 'Node.js 20.1' });
  }
  if (defect(probe ? 'health/is-not-cacheable' : 'security/personal-data-is-not-cacheable')) {
    headers['cache-control'] = 'public, max-age=600';
  }
  if (defect('http/content-type-is-true') && /json/.test(headers['content-type'])) {
    headers['content-type'] = 'text/html; charset=utf-8';
  }
  if (request.headers.origin !== undefined && defect('security/cors-is-not-reflected')) {
    headers['access-control-allow-origin'] = request.headers.origin;
    headers['access-control-allow-credentials'] = 'true';
  }
}

/** Where defects of the whole process act on a request. */
function hinder({ state, request, response }) {
  leak(request);
  if (defect('boot/is-not-ready-too-early') && performance.now() - state.listeningAt < 3000) {
    throw new Problem(503, 'Warming up.', { headers: { 'retry-after': '3' } });
  }
  if (defect('http/unacceptable-accept-is-no-5xx') && !/json|\*\/\*|^$/.test(request.headers.accept ?? '')) {
    throw new Problem(500);
  }
  if (defect('dependencies/leaving-clients-do-no-harm')) {
    response.once('close', () => response.writableFinished || process.exit(1));
  }
  if (defect('overload/liveness-answers')) for (const end = performance.now() + 30; performance.now() < end;);
  if (state.draining && defect('shutdown/loses-nothing')) request.socket.destroy();
}
