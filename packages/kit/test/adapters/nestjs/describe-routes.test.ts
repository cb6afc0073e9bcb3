import 'reflect-metadata';
import { Controller, Get, HttpCode, Module, Post, SerializeOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { seaworthy } from '../../../src/adapters/nestjs.ts';
import { start } from '../../../src/testing/start.ts';

const Ship = z.object({ name: z.string() });

@Controller('ships')
class ShipsController {
  @Post()
  @SerializeOptions({ schema: Ship })
  create() {}

  @Get()
  @SerializeOptions({ schema: z.array(Ship) })
  list() {}

  @Post('launch')
  @HttpCode(202)
  @SerializeOptions({ schema: Ship })
  launch() {}

  @Get('silent')
  silent() {}
}

@Module({ controllers: [ShipsController] })
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest's modules are
class ShipsModule {}

interface Operation {
  responses: Record<string, { content?: { 'application/json': { schema: { type: string } } } }>;
}

const PLATFORMS = { express: () => new ExpressAdapter(), fastify: () => new FastifyAdapter() };

describe.each(['express', 'fastify'] as const)('the docs of NestJS on %s', (platform) => {
  it('say what a handler answers when it says so itself, with its status', async () => {
    const app = await NestFactory.create(ShipsModule, PLATFORMS[platform](), { logger: false });
    await using service = await start(seaworthy(app, { docs: { title: 'Ships', version: '1' } }));
    const document = await (await service.fetch('/openapi.json')).json();
    const { paths } = document as { paths: Record<string, Record<string, Operation>> };
    const typeOf = (path: string, method: string, status: number) =>
      paths[path]?.[method]?.responses[status]?.content?.['application/json'].schema.type;
    expect(typeOf('/ships', 'post', 201)).toBe('object');
    expect(typeOf('/ships', 'get', 200)).toBe('array');
    expect(typeOf('/ships/launch', 'post', 202)).toBe('object');
    expect(Object.keys(paths['/ships/silent']?.['get']?.responses ?? {})).toContain('2XX');
  });
});
