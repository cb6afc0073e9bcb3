import { defect } from './defect.mjs';
import { log, write } from './log.mjs';
import { observeRequest } from './metrics.mjs';

const SECRET = /([?&][^=&#]*(?:pass|secret|token|key|auth|session|sig|code|cred)[^=&#]*=)[^&#]*/gi;
/** Status of a request whose client left before the answer, in logs and metrics only. */
const CLIENT_LEFT = 499;
const LONGEST_PATH = 2000;

/** Writes the one line of a request when its response is over, sent or not, and measures it. */
export function completed(exchange) {
  const { request, response, startedAt } = exchange;
  const aborted = !response.writableFinished;
  const status = aborted ? CLIENT_LEFT : response.statusCode;
  const durationMs = Math.round((performance.now() - startedAt) * 1000) / 1000;
  observeRequest(exchange, status, durationMs);
  if (aborted && defect('logs/aborted-requests-too')) return;
  if (exchange.state.draining && defect('logs/keep-the-last-lines')) return;
  const line = {
    requestId: exchange.requestId,
    traceId: exchange.traceId,
    method: request.method,
    path: request.url.slice(0, LONGEST_PATH).replaceAll(SECRET, '$1[redacted]'),
    route: exchange.route,
    status,
    durationMs,
    bytes: exchange.bytes,
    remoteAddress: exchange.remoteAddress,
    ...(aborted && { aborted }),
  };
  spoil(line, exchange);
  if (defect('logs/are-machine-readable')) {
    return write(
      `${line.method} ${line.path} was answered with ${status} in ${durationMs} ms (${line.requestId})`,
    );
  }
  if (defect('logs/one-line-per-request')) {
    if (status >= 400) return;
    if (request.method === 'GET') log('info', 'request completed', line);
  }
  log(exchange.probe ? 'debug' : levelOf(status), 'request completed', line);
}

function levelOf(status) {
  if (defect('logs/levels-are-truthful')) return status < 400 || status >= 500 ? 'info' : 'error';
  if (status >= 500) return 'error';
  return status >= 400 && status !== CLIENT_LEFT ? 'warn' : 'info';
}

function spoil(line, { request, body }) {
  if (defect('logs/tell-what-the-client-saw'))
    Object.assign(line, { status: 200, durationMs: line.durationMs / 10 });
  if (defect('logs/keep-secrets-out'))
    Object.assign(line, { path: request.url, headers: request.headers, body: body?.toString() });
  if (defect('logs/cannot-be-forged')) {
    const path = request.url.replaceAll(/%([\da-f]{2})/gi, (_, hex) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    write(`${path}\n${request.headers['user-agent'] ?? ''}`);
  }
}
