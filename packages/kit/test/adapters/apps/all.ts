import type { Options } from '../../../src/options.ts';
import type { Service } from '../../../src/service.ts';
import { expressService } from './express.ts';
import { express4Service } from './express4.ts';
import { fastifyApp } from './fastify.ts';
import { nestApp } from './nestjs.ts';

/** The contract's program on every framework. */
export const programs: Readonly<Record<string, (options: Options) => Promise<Service>>> = {
  'Express 5': async (options) => expressService(options),
  'Express 4': async (options) => express4Service(options),
  'Fastify 5': async (options) => fastifyApp(options).service,
  'NestJS 12 on Express': async (options) => (await nestApp('express', options)).service,
  'NestJS 12 on Fastify': async (options) => (await nestApp('fastify', options)).service,
};
