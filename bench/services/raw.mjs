// node:http and nothing else: the practical limit.
import { createServer } from 'node:http';
import { host, port } from './job/address.mjs';
import { problemsOf } from './job/hand-validated.mjs';
import { readJson } from './job/read-json.mjs';
import { addUser, findUser } from './job/users.mjs';

createServer((request, response) => {
  const { method, url } = request;
  if (method === 'GET' && url.startsWith('/users/')) {
    const user = findUser(url.slice(7));
    if (user === undefined) send(response, 404, { error: 'user not found' });
    else send(response, 200, user);
  } else if (method === 'POST' && url === '/users') {
    readJson(request, (body) => {
      const errors = problemsOf(body);
      if (errors.length > 0) send(response, 400, { error: 'validation failed', errors });
      else send(response, 201, addUser(body));
    });
  } else {
    send(response, 404, { error: 'not found' });
  }
}).listen(port, host);

function send(response, status, value) {
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
  });
  response.end(body);
}
