// What test/lifecycle/shutdown-scenarios.ts asks of a program, on NestJS: `node shutdown-nestjs.mjs express|fastify`.
import 'reflect-metadata';
import { Controller, Get, Module, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { nestLogger, seaworthy } from '@seaworthy/kit/nestjs';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { answer, boot, cache, database, say } from './shutdown-parts.mjs';

class SlowController {
  async slow(ms) {
    await delay(Number(ms ?? 0));
    return 'slow';
  }
}
class AppModule {}
// Applied by hand, because this file is run as it is.
Get('/slow')(
  SlowController.prototype,
  'slow',
  Object.getOwnPropertyDescriptor(SlowController.prototype, 'slow'),
);
Query('ms')(SlowController.prototype, 'slow', 0);
Controller()(SlowController);
Module({ controllers: [SlowController] })(AppModule);

const adapters = {
  express: async () => new (await import('@nestjs/platform-express')).ExpressAdapter(),
  fastify: async () => new (await import('@nestjs/platform-fastify')).FastifyAdapter(),
};
const app = await NestFactory.create(AppModule, await adapters[process.argv[2]](), { logger: nestLogger });
const service = seaworthy(app, {
  resources: { db: database(), cache },
  shutdown: { closeTimeout: Number(process.env.CLOSE_TIMEOUT ?? 5000) },
});
service.shutdown.add('sockets', new WebSocketServer({ server: service.server, path: '/ws' }));
app.use((request, response, next) => {
  if (request.url.startsWith('/slow')) next();
  else void answer(request, response, service.shutdown);
});

await boot();
await service.listen(0, '127.0.0.1');
say(`listening ${service.server.address().port}`);
