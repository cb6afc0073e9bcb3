import { readFileSync } from 'node:fs';

const bench = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).dependencies;

const NEST = ['@nestjs/common', '@nestjs/core', 'reflect-metadata', 'rxjs', 'zod'];
const FAMILIES = {
  express: { bare: ['express', 'zod'], prod: ['pino-http', 'helmet', 'prom-client'] },
  fastify: { bare: ['fastify', 'zod'], prod: ['@fastify/helmet', 'prom-client'] },
  'nest-express': {
    bare: [...NEST, '@nestjs/platform-express'],
    prod: ['nestjs-pino', 'pino', 'pino-http', 'helmet', 'prom-client'],
  },
  'nest-fastify': {
    bare: [...NEST, '@nestjs/platform-fastify'],
    prod: ['nestjs-pino', 'pino', 'pino-http', '@fastify/helmet', 'prom-client'],
  },
};

/** What has to be installed to run each service, as `npm install` takes it; `kit` is a packed kit. */
export function manifestsOf(kit) {
  return [
    { name: 'raw-full', packages: ['pino'].map(exact) },
    ...Object.entries(FAMILIES).flatMap(([family, { bare, prod }]) => [
      { name: `${family}-bare`, packages: bare.map(exact) },
      { name: `${family}-prod`, packages: [...bare, ...prod].map(exact) },
      { name: `${family}-kit`, packages: [...bare.map(exact), kit] },
    ]),
    {
      name: 'nest-fastify-classes',
      packages: [...FAMILIES['nest-fastify'].bare, 'class-validator', 'class-transformer']
        .filter((name) => name !== 'zod')
        .map(exact),
    },
  ];
}

const exact = (name) => `${name}@${bench[name]}`;
