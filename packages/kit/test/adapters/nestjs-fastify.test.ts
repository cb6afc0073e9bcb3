import { adapterTest } from './adapter-test.ts';
import { nestApp } from './apps/nestjs.ts';

adapterTest('NestJS 12 on Fastify', async (options) => (await nestApp('fastify', options)).service);
