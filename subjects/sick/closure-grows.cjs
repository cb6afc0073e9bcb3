// A Map behind a closure, never asked again. Plain http, CommonJS.
const { createServer } = require('node:http');

function remembering() {
  const seen = new Map();
  return function remember(address) {
    const visit = {
      address,
      at: new Date(),
      headers: Array.from({ length: 1_500 }, () => address.toString()),
    }; // disease: heap-grows
    seen.set(visit.at.getTime() + seen.size, visit);
    return seen.size;
  };
}
const remember = remembering();

const server = createServer((request, response) => response.end(String(remember(request.socket.remotePort))));
void import('./serve.mjs').then(({ serve }) => serve(server));
