// A tiny service whose flaws the rules beside it find.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  if (request.url === '/livez') return response.end('ok');
  if (request.url === '/') return response.setHeader('X-Powered-By', 'tests').end('hello');
  response.writeHead(404).end();
});
server.listen(Number(process.env.PORT), '127.0.0.1');
if (process.env.IGNORE_SIGTERM) process.on('SIGTERM', () => {});
