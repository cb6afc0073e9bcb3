import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { application } from './application.mjs';
import { readConfig } from './config.mjs';
import { openDatabase } from './database.mjs';
import { defect } from './defect.mjs';
import { described } from './errors.mjs';
import { healthRoutes } from './health.mjs';
import { serverOptions } from './limits.mjs';
import { log, logFrom } from './log.mjs';
import { metricsRoutes } from './metrics.mjs';
import { EXAMPLE_ID, openapi } from './openapi.mjs';
import { rateLimiter } from './rate-limit.mjs';
import { router } from './router.mjs';
import { documentRoutes, userRoutes } from './routes.mjs';
import { endGracefully } from './shutdown.mjs';
import { usersInMemory } from './users-in-memory.mjs';
import { schema, seed, usersInPostgres } from './users-in-postgres.mjs';
import { answerParserErrors, weakenParser } from './wire.mjs';

if (defect('shutdown/start-command-forwards-signals') && process.send === undefined) {
  spawn(process.execPath, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
} else {
  await start(readConfig(process.env));
}

async function start(config) {
  logFrom(config.logLevel);
  const current = new AsyncLocalStorage();
  const state = {
    config,
    draining: false,
    inFlight: 0,
    listeningAt: Infinity,
    /** Id of the request that is being worked on here, if any. */
    requestId: () => current.getStore()?.requestId,
  };
  const closers = [];
  const server = createServer(serverOptions(config));
  // Before anything is opened: a signal may come while it is.
  endGracefully(server, state, closers);

  const example = {
    id: EXAMPLE_ID,
    email: 'grace@example.com',
    name: 'Grace Hopper',
    password: 'nobody can log in with this',
    createdAt: '2024-01-01T00:00:00.000Z',
  };
  const database =
    config.databaseUrl &&
    (await openDatabase(config.databaseUrl, {
      poolSize: config.poolSize,
      async prepare(query) {
        await query(schema);
        await seed(query, example);
      },
    }));
  if (database !== undefined) closers.push({ name: 'database', close: database.close });
  const users = database === undefined ? usersInMemory(example) : usersInPostgres(database);

  const dispatch = router({
    ...healthRoutes(state, database),
    ...metricsRoutes(state),
    ...documentRoutes(openapi()),
    ...userRoutes(users, config),
  });
  const listener = application(state, {
    dispatch: (exchange) => current.run(exchange, dispatch, exchange),
    admit: rateLimiter(config.rateLimit),
  });
  server.on('request', listener);
  server.on('checkContinue', (request, response) => listener(request, response, 'continue'));
  server.on('checkExpectation', (request, response) => listener(request, response, 'unknown'));
  answerParserErrors(server);
  weakenParser(server);
  if (defect('limits/idle-connections-starve-nobody')) server.maxConnections = 100;
  if (defect('boot/is-ready-in-time')) await delay(32_000);
  listen(server, state);
}

function listen(server, state) {
  const { port, host } = state.config;
  server.once('error', (error) => {
    log('fatal', `Could not listen on port ${port}: ${error.message}`, { err: described(error) });
    if (defect('boot/reports-a-taken-port')) return setInterval(() => {}, 60_000);
    process.exit(1);
  });
  server.listen({ port, host }, () => {
    state.listeningAt = performance.now();
    log('info', 'listening', { port: server.address().port, host: server.address().address });
  });
}
