import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { check } from '../../../src/engine/check.ts';
import { processLabs } from '../../../src/lab/process-labs.ts';
import { buildReport, type Report } from '../../../src/report/report.ts';
import { rules } from './rules.ts';

const SHOP = fileURLToPath(new URL('shop.mjs', import.meta.url));

/** Runs the sample rules against the sample service and its store. */
export async function realReport(): Promise<Report> {
  const sockets = new Set<Socket>();
  const store = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).on('data', () => socket.write('+PONG\r\n'));
  }).listen(0, '127.0.0.1');
  await once(store, 'listening');
  const url = `redis://shop:s3cret-of-the-shop@127.0.0.1:${(store.address() as AddressInfo).port}/0`;
  const labs = await processLabs({
    command: [process.execPath, SHOP],
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    env: {},
    dependencies: { REDIS_URL: { url } },
    profile: {
      read: { method: 'GET', path: '/users', headers: {} },
      write: {
        method: 'POST',
        path: '/users',
        headers: { 'Content-Type': 'application/json' },
        body: { email: '{{random}}@example.com', name: 'Ada', password: 'correct-horse-9' },
        required: ['email', 'name', 'password'],
      },
    },
  });
  const startedAt = new Date();
  const began = performance.now();
  try {
    const { findings, observations } = await check(rules, labs, {
      jobs: 2,
      signal: new AbortController().signal,
    });
    return buildReport({
      tool: { name: 'seaworthy', version: '0.1.0' },
      service: {
        command: `REDIS_URL=${url} node shop.mjs`,
        node: process.versions.node,
        started: 'on port 41234, ready after 310 ms',
        framework: 'express',
      },
      startedAt,
      ms: performance.now() - began,
      findings,
      observations,
      accept: {
        'errors/unknown-path-is-json': {
          reason: 'the gateway rewrites it, see SHOP-112',
          until: '2999-12-31',
        },
        'request-id/on-every-response': { reason: 'the gateway adds it', until: '2020-01-31' },
      },
      baseline: new Set(['security/hides-its-banner']),
      notes: [
        ...labs.remarks,
        'No OpenAPI document was found: the routes are those of seaworthy.config.mjs.',
      ],
    });
  } finally {
    await labs.close();
    for (const socket of sockets) socket.destroy();
    store.close();
  }
}
