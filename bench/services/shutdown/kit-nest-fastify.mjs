import { FastifyAdapter } from '@nestjs/platform-fastify';
import { serveKit } from './nest-kit.mjs';

await serveKit(new FastifyAdapter());
