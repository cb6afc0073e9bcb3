import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { Body, Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type express from 'express';
import Fastify from 'fastify';
import 'reflect-metadata';

/** One framework with its own parsers and router, handing over whatever it would have answered an error with. */
export interface Framework {
  url: string;
  thrown: unknown[];
  close(): Promise<unknown>;
}

/** Express 4 has no types here; what is used of it is the same. */
export const express4 = createRequire(import.meta.url)('express4') as typeof express;

export async function startExpress(library: typeof express): Promise<Framework> {
  const thrown: unknown[] = [];
  const app = library();
  app.use(library.json({ limit: 1024 }));
  app.post('/echo', (req, res) => void res.json(req.body ?? null));
  app.get('/items/:id', (req, res) => void res.send(req.params.id));
  app.use((error: unknown, _req: unknown, res: { status(code: number): { end(): void } }, _next: unknown) => {
    thrown.push(error);
    res.status(500).end();
  });
  const server = createServer(app as never).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    thrown,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

export async function startFastify(): Promise<Framework> {
  const thrown: unknown[] = [];
  const app = Fastify({
    bodyLimit: 1024,
    frameworkErrors: (error, _request, reply) => keep(thrown, error, reply),
  });
  app.setErrorHandler((error, _request, reply) => keep(thrown, error, reply));
  app.post('/echo', (request) => request.body ?? null);
  app.get('/items/:id', (request) => (request.params as { id: string }).id);
  const properties = { email: { type: 'string' }, age: { type: 'integer' } };
  app.post('/checked', { schema: { body: { type: 'object', required: ['email'], properties } } }, () => 'ok');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, thrown, close: () => app.close() };
}

export async function startNest(platform: 'express' | 'fastify'): Promise<Framework> {
  const thrown: unknown[] = [];
  const adapter =
    platform === 'express'
      ? new ExpressAdapter()
      : new FastifyAdapter({
          bodyLimit: 1024,
          frameworkErrors: (error: unknown, _request: unknown, reply: unknown) => keep(thrown, error, reply),
        });
  const app = await NestFactory.create<NestExpressApplication>(rootModule(), adapter as ExpressAdapter, {
    logger: false,
  });
  if (platform === 'express') app.useBodyParser('json', { limit: 1024 });
  app.useGlobalFilters({
    catch(error, host) {
      thrown.push(error);
      adapter.reply(host.switchToHttp().getResponse(), '', 500);
    },
  });
  await app.listen(0, '127.0.0.1');
  return { url: await app.getUrl(), thrown, close: () => app.close() };
}

function keep(thrown: unknown[], error: unknown, reply: unknown): void {
  thrown.push(error);
  (reply as { code(status: number): { send(body: string): void } }).code(500).send('');
}

/** The decorators are called by hand, since not every TypeScript loader compiles them. */
function rootModule(): new () => unknown {
  class Items {
    echo(body: unknown) {
      return body ?? null;
    }
    item() {
      return 'item';
    }
  }
  const method = (name: 'echo' | 'item') => Object.getOwnPropertyDescriptor(Items.prototype, name)!;
  Post('echo')(Items.prototype, 'echo', method('echo'));
  Get('items/:id')(Items.prototype, 'item', method('item'));
  Body()(Items.prototype, 'echo', 0);
  Controller()(Items);
  Module({ controllers: [Items] })(Root);
  return Root;
}

class Root {
  readonly name = 'root';
}
