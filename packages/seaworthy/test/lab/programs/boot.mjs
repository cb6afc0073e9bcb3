/* oxlint-disable no-console -- what it prints is what the tests read */
// Fails to come up in the way its argument says.
import { createServer as createHttp } from 'node:http';
import { createServer } from 'node:net';
import { createServer as createTls } from 'node:tls';

const port = Number(process.env.PORT);
const ways = {
  exits: () => {
    console.log('one\ntwo');
    console.error('Error: APP_SECRET is required');
    process.exitCode = 7;
  },
  killed: () => process.kill(process.pid, 'SIGKILL'),
  silent: () => setInterval(() => {}, 1000) && console.log('thinking'),
  unix: () => createHttp().listen(`\0seaworthy-test-${process.pid}`),
  tls: () => createTls({}).listen(port, '127.0.0.1'),
  mute: () => createServer(() => {}).listen(port, '127.0.0.1'),
  slow: () => setTimeout(() => createHttp((_, response) => response.end('at last')).listen(port), 700),
  two: () => {
    createServer((socket) => socket.end('metrics\n')).listen(0, '127.0.0.1');
    setTimeout(() => createHttp((_, response) => response.end('main')).listen(port), 200);
  },
  ipv6: () => createHttp((_, response) => response.end('six')).listen(port, '::1'),
  ready: () => {
    let ready = false;
    setTimeout(() => (ready = true), 300);
    createHttp((_, response) => response.writeHead(ready ? 200 : 503).end()).listen(port);
  },
};
ways[process.argv[2]]();
