import helmet from '@fastify/helmet';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { serveProd } from './nest/prod.mjs';
import { observe } from './stack/metrics.mjs';

await serveProd(new FastifyAdapter(), async (app) => {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onResponse', (request, reply, done) => {
    observe(request.method, request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  await app.register(helmet);
});
