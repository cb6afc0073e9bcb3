// A service that works, as long as nothing goes wrong.
import { createServer } from 'node:http';
import { connect } from 'node:net';

const say = (text) => process.stdout.write(`${text}\n`);
const { hostname, port } = new URL(process.env.REDIS_URL);
let store;
let ready = false;
function open() {
  store = connect(Number(port), hostname);
  store.on('connect', () => (ready = true));
  store.on('error', (error) => say(`store: ${error.message} (${process.env.REDIS_URL})`));
  store.on('close', () => {
    ready = false;
    setTimeout(open, 250);
  });
}
open();

const ask = () =>
  new Promise((resolve, reject) => {
    if (!ready) return reject(new Error(`store at ${hostname}:${port} is gone`));
    store
      .once('data', resolve)
      .once('close', () => reject(new Error(`store at ${hostname}:${port} hung up`)));
    store.write('PING\r\n');
  });

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { url, method, headers } = request;
  const answer = (status, text, type = 'application/json') => {
    say(
      JSON.stringify({
        time: new Date().toISOString(),
        level: status >= 500 ? 'error' : 'info',
        method,
        url,
        status,
      }),
    );
    response.writeHead(status, { 'content-type': type, 'x-powered-by': 'Shop 1.0' }).end(text);
  };
  if (url === '/admin') {
    say(`admin asked with authorization: ${headers.authorization}`);
    return answer(200, '{"admin":true}');
  }
  if (url !== '/users') return answer(404, `<!doctype html><h1>Cannot ${method} ${url}</h1>`, 'text/html');
  if (method === 'HEAD') return answer(200, '');
  try {
    if (method === 'GET') {
      await ask();
      return answer(200, '[{"id":1,"email":"ada@example.com"}]');
    }
    const user = JSON.parse(body);
    response.setHeader('set-cookie', 'sid=4f6c2b9d1e; Path=/; HttpOnly');
    return answer(201, JSON.stringify({ id: 2, email: user.email, password: user.password }));
  } catch (error) {
    return answer(500, JSON.stringify({ error: error.message }));
  }
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => say(`listening on ${process.env.PORT}`));
process.on('SIGTERM', () => {
  say('bye');
  process.exit(0);
});
