import { FastifyAdapter } from '@nestjs/platform-fastify';
import { serveWithHooks } from './nest-hooks.mjs';

await serveWithHooks(new FastifyAdapter());
