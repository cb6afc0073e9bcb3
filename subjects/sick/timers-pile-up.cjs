// Each request starts an interval that outlives it. Express, CommonJS.
const express = require('express');
const { createServer } = require('node:http');

const application = express();
application.get('/', (request, response) => {
  const heartbeat = setInterval(() => response.writableEnded || response.write(' '), 15_000); // disease: timers-pile-up
  response.end(`every ${heartbeat.hasRef()}`);
});

void import('./serve.mjs').then(({ serve }) => serve(createServer(application)));
