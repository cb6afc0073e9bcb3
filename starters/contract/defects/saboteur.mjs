// Loaded into the Express starter before anything else (`node --import`): does the one thing wrong that CONTRACT_DEFECT names.
import fs from 'node:fs';
import { Server, ServerResponse } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { defects } from './defects.mjs';

const defect = defects[process.env.CONTRACT_DEFECT];
if (defect === undefined) throw new Error(`Expected the title of a line, got ${process.env.CONTRACT_DEFECT}`);
const { environment, listening, answer, line, exitCode } = defect;

environment?.(process.env);

if (listening !== undefined) {
  const { listen } = Server.prototype;
  Server.prototype.listen = function (...args) {
    this.once('listening', () => listening(this));
    return listen.apply(this, args);
  };
}

if (answer !== undefined) {
  const { end } = ServerResponse.prototype;
  ServerResponse.prototype.end = function (chunk, encoding, callback) {
    const text = chunk === undefined || typeof chunk === 'function' ? '' : Buffer.from(chunk, encoding);
    const message = messageOf(this, text.toString());
    void Promise.resolve(answer(message, requestOf(this.req))).then((sent = message) => {
      if (sent === 'nothing') return this.socket?.destroy();
      this._header = headOf(sent);
      return end.call(this, this.req.method === 'HEAD' ? undefined : sent.body, callback);
    });
    return this;
  };
}

if (line !== undefined) {
  const { write, writeSync } = fs;
  fs.writeSync = (fd, data, ...rest) => {
    if (fd !== 1) return writeSync(fd, data, ...rest);
    writeSync(fd, told(data));
    return Buffer.byteLength(data);
  };
  fs.write = (fd, data, ...rest) => {
    if (fd !== 1) return write(fd, data, ...rest);
    writeSync(fd, told(data));
    return rest.at(-1)(null, Buffer.byteLength(data), data);
  };
  syncBuiltinESMExports();
}

if (exitCode !== undefined) {
  const { exit } = process;
  process.exit = (code) => exit.call(process, exitCode(code ?? 0));
}

/** A router of Express cuts its own path off the URL. */
function requestOf({ method, url, originalUrl = url, headers }) {
  return { method, url: originalUrl, headers };
}

function messageOf(response, body) {
  if (response._header === null || response._header === undefined) {
    response._contentLength = Buffer.byteLength(body);
    response._implicitHeader();
  }
  const [first, ...fields] = response._header.split('\r\n').filter((text) => text !== '');
  const pairs = fields.map((field) => [
    field.split(':')[0].toLowerCase(),
    field.slice(field.indexOf(':') + 1).trim(),
  ]);
  return { status: Number(first.split(' ')[1]), headers: Object.fromEntries(pairs), body };
}

function headOf({ status, headers, body }) {
  const all =
    'content-length' in headers && body !== ''
      ? { ...headers, 'content-length': Buffer.byteLength(body) }
      : headers;
  const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Whatever\r\n${fields.join('')}\r\n`;
}

function told(data) {
  return String(data)
    .split('\n')
    .map((text) => {
      if (text === '') return text;
      const parsed = JSON.parse(text);
      const changed = line(parsed) ?? parsed;
      return typeof changed === 'string' ? changed : JSON.stringify(changed);
    })
    .join('\n');
}
