import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { Duplex } from 'node:stream';
import { exchangeOf, fail } from './application.mjs';
import { defect } from './defect.mjs';
import { Problem, problemDocument } from './errors.mjs';
import { linger } from './limits.mjs';
import { log } from './log.mjs';

/** Answers what never becomes a request: bytes that are not HTTP, heads that are too large, requests too slow. */
export function answerParserErrors(server) {
  server.on('clientError', (error, socket) => {
    if (socket.lingering) return;
    if (!socket.writable || error.code === 'ECONNRESET' || error.code === 'EPIPE') return socket.destroy();
    const problem = problemFor(error);
    const exchange = exchangeOf(socket);
    if (exchange !== undefined && !exchange.response.writableEnded) {
      // The client has closed its side in the middle of a request: nobody waits for an answer.
      const left = error.code === 'HPE_INVALID_EOF_STATE';
      if (left || exchange.response.headersSent) return socket.destroy();
      exchange.response.shouldKeepAlive = false;
      linger(socket);
      return fail(exchange, problem);
    }
    answerRaw(socket, problem);
  });
  // A tunnel is all that CONNECT asks for, and an HTTP response would be taken for its first bytes.
  server.on('connect', (_request, socket) => {
    // Node hands the socket over without a listener of its own, and a reset would end the process.
    socket.on('error', () => socket.destroy());
    answerRaw(socket, new Problem(501, 'This service is no proxy.'));
  });
}

function problemFor(error) {
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Problem(408);
  if (error.code === 'HPE_HEADER_OVERFLOW') return new Problem(defect('wire/bounds-the-head') ? 500 : 431);
  if (/METHOD|VERSION|CONSTANT/.test(error.code) && defect('wire/survives-garbage')) process.exit(1);
  if (defect('wire/refuses-invalid-framing')) return new Problem(500);
  return new Problem(400, 'The request is not valid HTTP/1.1.');
}

function answerRaw(socket, problem) {
  const requestId = randomUUID();
  const { status, headers, body } = problemDocument(problem, requestId);
  const fields = {
    date: new Date().toUTCString(),
    ...headers,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
    connection: 'close',
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  log('warn', 'request refused by the parser', { requestId, status, remoteAddress: socket.remoteAddress });
  linger(socket);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
  socket.destroySoon();
}

/** Puts the defects of a careless parser in front of Node's careful one. */
export function weakenParser(server) {
  const careless = Object.entries(CARELESS).find(([id]) => defect(id))?.[1];
  const serve = server.listeners('connection');
  if (careless !== undefined) {
    server.removeAllListeners('connection');
    server.on('connection', (socket) => {
      const rewritten = rewriting(socket, careless);
      for (const listener of serve) listener.call(server, rewritten);
    });
  }
  if (defect('limits/slow-headers-block-nobody')) serveOneHeadAtATime(server, serve);
}

const CARELESS = {
  'wire/refuses-length-with-chunked': (head) =>
    /\r\ncontent-length:/i.test(head) ? head.replace(/\r\ntransfer-encoding:/gi, '\r\nX-Ignored:') : head,
  'wire/stays-in-step-after-unread-bodies': (head) =>
    head.startsWith('GET ') ? head.replace(/\r\ncontent-length:/gi, '\r\nX-Ignored:') : head,
  'wire/refuses-malformed-fields': (head) =>
    head
      .replaceAll(/(\r\n[\w-]+)[ \t]+:/g, '$1:')
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .replaceAll(/\r(?!\n)|\0/g, ''),
};

function rewriting(socket, rewrite) {
  const duplex = new Duplex({
    read() {},
    write: (chunk, encoding, done) => void socket.write(chunk, encoding, done),
    final: (done) => void socket.end(done),
    destroy: (error, done) => void (socket.destroy(), done(error)),
  });
  socket.on('data', (chunk) => duplex.push(rewriteHeads(chunk.toString('latin1'), rewrite)));
  socket.on('end', () => duplex.push(null)).on('close', () => duplex.destroy());
  socket.on('error', () => duplex.destroy());
  Object.defineProperty(duplex, 'bytesRead', { get: () => socket.bytesRead });
  return Object.assign(duplex, {
    remoteAddress: socket.remoteAddress,
    destroySoon() {
      duplex.end(() => duplex.destroy());
    },
  });
}

function rewriteHeads(text, rewrite) {
  const parts = text.split(/(?<=\r\n\r\n)/);
  return Buffer.from(
    parts.map((part) => (part.includes(' HTTP/1.') ? rewrite(part) : part)).join(''),
    'latin1',
  );
}

function serveOneHeadAtATime(server, serve) {
  const waiting = [];
  let current;
  const next = () => {
    current = waiting.shift();
    if (current === undefined) return;
    const socket = current;
    socket.once('close', () => current === socket && next());
    for (const listener of serve) listener.call(server, socket);
  };
  server.on('request', ({ socket }) => current === socket && next());
  server.removeAllListeners('connection');
  server.on('connection', (socket) => {
    waiting.push(socket);
    if (current === undefined) next();
  });
}
