// A service that fights back: whatever it says tries to steer who reads it, or to lead its checker elsewhere (ELSEWHERE).
import { createServer } from 'node:http';

const EVIL = '\u001b[2J\u001b]0;owned\u0007<script>alert(1)</script>';
const elsewhere = process.env.ELSEWHERE;
const ok = { 200: { description: EVIL } };
const body = { content: { 'application/json': { schema: { $ref: `${elsewhere}/schema.json` } } } };
const openapi = {
  openapi: '3.1.0',
  info: { title: EVIL, version: '1' },
  servers: [{ url: `${elsewhere}/api` }],
  externalDocs: { url: `${elsewhere}/docs` },
  paths: {
    [`/x/${EVIL}`]: { get: { summary: EVIL, responses: ok } },
    [`//${elsewhere.slice('http://'.length)}/y`]: { get: { responses: ok } },
    [`${elsewhere}/z`]: { get: { responses: ok } },
    '/users': { get: { responses: ok }, post: { requestBody: body, responses: ok } },
    '/elsewhere': { $ref: `${elsewhere}/path.json` },
  },
};

const server = createServer((request, response) => {
  if (request.url === '/openapi.json') {
    response.setHeader('Content-Type', 'application/json');
    return response.end(JSON.stringify(openapi));
  }
  response.writeHead(request.url === '/' ? 200 : request.method === 'POST' ? 201 : 302, {
    'Content-Type': 'text/html',
    Location: `${elsewhere}/followed`,
    Refresh: `0; url=${elsewhere}/refreshed`,
    Link: `<${elsewhere}/linked>; rel=preload`,
    'X-Evil': '\u009b2J<script>alert(1)</script>',
  });
  response.end(`{"id":"${elsewhere}/id","next":"${elsewhere}/next"}${EVIL}`);
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
  process.stdout.write(`${EVIL} listening on ${server.address().port}\n`);
});
process.on('SIGTERM', () => {
  process.stdout.write(`${EVIL}\n`);
  process.exit();
});
