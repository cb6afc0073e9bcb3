// Two servers, each with its own shutdown() call, in one process; a third comes when it is too late.
import http from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { shutdown } from '../../dist/lifecycle/shutdown.js';

const say = (line) => process.stdout.write(`${line}\n`);
const fast = http.createServer((request, response) => response.end('fast'));
const slow = http.createServer(async (request, response) => {
  await delay(700);
  response.end('slow');
});
shutdown(fast, { fast: () => say('closed fast') });
shutdown(slow, { slow: () => say('closed slow') }).signal.addEventListener('abort', () => {
  shutdown([], { late: () => say('closed late') });
});
process.on('exit', (code) => say(`exit ${code}`));
fast.listen(0, '127.0.0.1', () => {
  slow.listen(0, '127.0.0.1', () => say(`listening ${fast.address().port} ${slow.address().port}`));
});
