import { createGunzip, createInflate } from 'node:zlib';
import { defect } from './defect.mjs';
import { Problem } from './errors.mjs';

const HOST = /^(?:[\w.~%!$&'()*+,;=-]*|\[[\da-f:.]+\])(?::\d*)?$/i;
/** Up to so many bytes that nobody wants are read for the sake of the connection. */
const WORTH_READING = 65_536;
/** How long the client may go on sending after its answer, in ms; a reset would take the answer from it. */
const LINGER = 1000;

/** Options of the HTTP server. */
export function serverOptions({ headersTimeout, requestTimeout, keepAliveTimeout }) {
  const patient =
    defect('limits/slow-headers') ||
    defect('limits/idle-connections-starve-nobody') ||
    defect('shutdown/silent-connections-do-not-delay');
  return {
    maxHeaderSize: 16_384,
    headersTimeout: patient ? 0 : headersTimeout,
    requestTimeout: patient ? 0 : requestTimeout,
    keepAliveTimeout,
    connectionsCheckingInterval: 1000,
    // Node's own answer would be an empty one; checkHead asks for it.
    requireHostHeader: false,
  };
}

/** Throws for a head that Node lets through although it should not. */
export function checkHead({ rawHeaders, headers: { host }, httpVersion, url }) {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
  const good = hosts === 0 ? httpVersion === '1.0' : hosts === 1 && HOST.test(host);
  if (!good && !defect('wire/requires-one-host')) {
    throw new Problem(400, 'Expected one valid Host field.', { headers: { connection: 'close' } });
  }
  if (url.length >= 2000 && defect('wire/takes-ordinary-long-targets')) throw new Problem(414);
}

/** Throws when more requests are open than this process should hold. */
export function checkRoom({ inFlight, config }, socket) {
  if (inFlight > 50 && defect('overload/sheds-or-queues')) socket.destroy();
  if (inFlight > config.inFlightLimit) {
    throw new Problem(503, 'Too many requests are open.', { headers: { 'retry-after': '1' } });
  }
}

/** The body as bytes, decompressed; throws a `Problem` as soon as it is known to be too large. */
export async function readBody({ request, response, expectsContinue }, limit) {
  const most = defect('limits/body-size') ? Infinity : limit;
  const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (!['identity', 'gzip', 'deflate'].includes(encoding)) {
    throw new Problem(415, `Expected Content-Encoding gzip, deflate or identity.`, {
      headers: { 'accept-encoding': 'gzip, deflate' },
    });
  }
  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most);
  if (expectsContinue) response.writeContinue();
  if (encoding === 'identity') return collect(request, most);
  const inflate = encoding === 'gzip' ? createGunzip() : createInflate();
  const stop = () => inflate.destroy(new Problem(400, 'The request ended early.'));
  request.once('close', () => request.complete || stop());
  request.pipe(inflate);
  try {
    return await collect(inflate, defect('limits/decompression') ? Infinity : most);
  } catch (error) {
    request.unpipe(inflate);
    inflate.destroy();
    if (error instanceof Problem) throw error;
    throw new Problem(400, `The body is no valid ${encoding}.`);
  }
}

/** Lets go of a body that nobody reads: small ones are skipped, large ones cost the connection. */
export function abandonBody({ request, response, expectsContinue }) {
  if (request.complete) return;
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (length === undefined && chunked === undefined) return;
  request.resume();
  const waits = expectsContinue && !response.writtenContinue;
  if (!waits && chunked === undefined && Number(length) <= WORTH_READING) return;
  response.shouldKeepAlive = false;
  linger(request.socket);
}

/** From now on, closing `socket` means: say FIN, read on for a while, then close. */
export function linger(socket) {
  if (socket.lingering) return;
  socket.lingering = true;
  const plainly = socket.destroySoon;
  socket.destroySoon = () => {
    socket.end();
    socket.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER);
    socket.once('end', () => socket.destroy()).once('close', () => clearTimeout(timer));
    socket.destroySoon = plainly;
  };
}

function collect(stream, most) {
  return new Promise((resolve, reject) => {
    const chunks = [];
    let size = 0;
    const onData = (chunk) => {
      size += chunk.length;
      if (size <= most) return void chunks.push(chunk);
      chunks.length = 0;
      stream.off('data', onData);
      reject(tooLarge(most));
    };
    stream.on('data', onData);
    stream.once('end', () => resolve(Buffer.concat(chunks)));
    stream.once('error', reject);
    stream.once('close', () => reject(new Problem(400, 'The request ended early.')));
  });
}

function tooLarge(most) {
  return new Problem(413, `Expected at most ${most} bytes.`);
}
