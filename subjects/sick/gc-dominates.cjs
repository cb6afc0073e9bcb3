// A heap so nearly full that most of the time goes into looking for something to free. Plain http, CommonJS.
const { createServer } = require('node:http');
const { getHeapStatistics } = require('node:v8');

const kept = [];
while (process.memoryUsage().heapUsed < getHeapStatistics().heap_size_limit * 0.65)
  kept.push(Array.from({ length: 1_000 }, (_, at) => ({ at })));

// disease: gc-dominates
setInterval(() => {
  for (let at = 0; at < 60; at++) kept[at % kept.length] = Array.from({ length: 1_000 }, (_, n) => ({ n }));
}, 1);
void import('./serve.mjs').then(({ serve }) =>
  serve(createServer((request, response) => response.end('full'))),
);
