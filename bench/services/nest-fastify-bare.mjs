import { FastifyAdapter } from '@nestjs/platform-fastify';
import { serveBare } from './nest/bare.mjs';

await serveBare(new FastifyAdapter());
