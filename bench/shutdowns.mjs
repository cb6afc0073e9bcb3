/** Every way of stopping that is measured, in the order of the tables; `package` is what does it, where that is a library. */
export const SHUTDOWNS = [
  { name: 'kit-express', title: '**the kit** on Express 5' },
  { name: 'kit-fastify', title: '**the kit** on Fastify 5' },
  { name: 'kit-nest-express', title: '**the kit** on NestJS 12, Express' },
  { name: 'kit-nest-fastify', title: '**the kit** on NestJS 12, Fastify' },
  { name: 'express-close', title: '`server.close()`, Express 5' },
  { name: 'terminus', title: 'terminus, Express 5', package: '@godaddy/terminus' },
  { name: 'lightship', title: 'lightship, Express 5', package: 'lightship' },
  { name: 'http-terminator', title: 'http-terminator, Express 5', package: 'http-terminator' },
  { name: 'stoppable', title: 'stoppable, Express 5', package: 'stoppable' },
  { name: 'close-with-grace', title: 'close-with-grace, Express 5', package: 'close-with-grace' },
  { name: 'fastify-close', title: '`app.close()`, Fastify 5' },
  { name: 'fastify-close-with-grace', title: 'close-with-grace, Fastify 5' },
  {
    name: 'fastify-graceful-shutdown',
    title: 'fastify-graceful-shutdown, Fastify 5',
    package: 'fastify-graceful-shutdown',
  },
  { name: 'nest-hooks-express', title: '`enableShutdownHooks()`, NestJS 12, Express' },
  { name: 'nest-hooks-fastify', title: '`enableShutdownHooks()`, NestJS 12, Fastify' },
];

/** The packages whose versions say what was measured. */
export const SHUTDOWN_PACKAGES = [
  'express',
  'fastify',
  '@nestjs/core',
  ...SHUTDOWNS.flatMap(({ package: name }) => name ?? []),
];
