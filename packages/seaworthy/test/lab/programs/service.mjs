/* oxlint-disable no-console -- what it prints is what the tests read */
// A small service that drains on SIGTERM. Its paths say what they do.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { connect } from 'node:net';

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('error', () => {});
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    console.log(`${request.method} ${request.url}`);
    if (request.url === '/environment') return response.end(JSON.stringify(process.env));
    if (request.url === '/exit') process.exit(3);
    if (request.url === '/late') setTimeout(() => console.error('a late line'), 100);
    if (request.url === '/dependency') return connectTo(process.env.DATABASE_URL, response);
    if (request.url === '/fork') {
      // A grandchild that leaves the process group and outlives its parents.
      spawn('sh', ['-c', 'setsid sleep 1000 & exit 0'], { stdio: 'ignore' });
    }
    if (request.url === '/soon' && process.uptime() < 1) response.statusCode = 503;
    if (request.method === 'POST') response.statusCode = 201;
    response.end(body || `process ${process.pid}`);
  });
});

function connectTo(url, response) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => response.end('connected'));
  socket.on('error', (error) => {
    response.statusCode = 503;
    response.end(error.code);
  });
}

const [, , fixedPort] = process.argv;
server.listen(Number(fixedPort ?? process.env.PORT), process.env.HOST, () => console.log('listening'));
process.on('SIGTERM', () => {
  console.log('draining');
  server.close(() => console.log('drained'));
});
