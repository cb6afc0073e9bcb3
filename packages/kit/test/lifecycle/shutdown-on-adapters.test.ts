import { program } from '../../src/testing/program.ts';
import { shutdownScenarios } from './shutdown-scenarios.ts';

const file = (name: string): URL => new URL(`../programs/shutdown-${name}.mjs`, import.meta.url);

shutdownScenarios('Express', (env) => program(file('express'), { env }));
shutdownScenarios('Fastify', (env) => program(file('fastify'), { env }));
shutdownScenarios('NestJS on Express', (env) => program(file('nestjs'), { env, args: ['express'] }));
shutdownScenarios('NestJS on Fastify', (env) => program(file('nestjs'), { env, args: ['fastify'] }));
