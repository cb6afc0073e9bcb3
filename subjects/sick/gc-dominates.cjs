// Everything is kept just long enough to be copied again and again, in a young generation that is too small
// (--max-semi-space-size=8). Plain http, CommonJS.
const { createServer } = require('node:http');

const order = { id: 1, state: 'new', lines: 3, total: 12.5, customer: 7 };
const MOST = 2_000;
const recent = [];
let batch = 0;

function remember() {
  const copies = [];
  for (let at = 0; at < 500; at++) copies.push({ ...order }); // disease: gc-dominates
  recent[batch++ % MOST] = copies;
}

while (batch < MOST) remember();
setInterval(() => {
  const until = performance.now() + 20;
  while (performance.now() < until) remember();
}, 1);
void import('./serve.mjs').then(({ serve }) =>
  serve(createServer((request, response) => response.end(`${batch} batches`))),
);
