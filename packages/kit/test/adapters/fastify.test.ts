import { adapterTest } from './adapter-test.ts';
import { fastifyApp } from './apps/fastify.ts';

adapterTest('Fastify 5', (options) => fastifyApp(options).service);
