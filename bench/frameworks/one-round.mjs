import { setTimeout as sleep } from 'node:timers/promises';
import { EXCHANGES, UNKNOWN_ROUTE } from '../exchanges.mjs';
import { load } from '../load.mjs';
import { startProcess } from '../start-process.mjs';
import { cpuOfTree, memoryOfTree } from './process-tree.mjs';

const START_LIMIT = 90_000;
const STOP_LIMIT = 10_000;
/** Times as long as a measurement: a JVM is slow at first. */
const WARM_UP = 2;
const named = (name) => EXCHANGES.find((exchange) => exchange.name === name);

/** One starter, freshly started with its embedded database: start, memory, and for each request what `load` tells and its CPU time. */
export async function oneRound({ name, command, environment }, seconds) {
  const service = await startProcess({
    name,
    command,
    environment: { HOME: process.env.HOME, HOST: '127.0.0.1', ...environment },
    path: '/readyz',
    limit: START_LIMIT,
  });
  try {
    const requests = [await readOne(service), named('400'), UNKNOWN_ROUTE];
    const rest = memoryOfTree(service.pid);
    const figures = [];
    for (const request of requests) await load(service, request, WARM_UP * seconds);
    for (const request of requests) {
      service.clearLog();
      const before = cpuOfTree(service.pid);
      const measured = await load(service, request, seconds);
      const cpu = (cpuOfTree(service.pid) - before) / measured.requests;
      figures.push({ request: request.name, ...measured, cpu });
    }
    return { startedIn: service.startedIn, rest, loaded: memoryOfTree(service.pid), figures };
  } finally {
    service.signal('SIGTERM');
    await Promise.race([service.exited, sleep(STOP_LIMIT, undefined, { ref: false })]);
    await service.stop();
  }
}

/** Makes a user and gives the request for it. */
async function readOne(service) {
  const { name, method, path, headers, body, status } = named('POST 201');
  const answer = await fetch(service.origin + path, { method, headers, body });
  if (answer.status !== status)
    throw new Error(
      `${service.name}, ${name}: expected ${status}, got ${answer.status}: ${await answer.text()}\n${service.readLog()}`,
    );
  const { id } = await answer.json();
  return { ...named('GET 200'), path: `/users/${id}` };
}
