import 'reflect-metadata';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Module,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
  type INestApplication,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ServerResponse } from 'node:http';
import { setImmediate as tick } from 'node:timers/promises';
import type { z } from 'zod';
import { context, log, NotFoundError, seaworthy, ValidHeaders } from '../../../src/adapters/nestjs.ts';
import type { Options } from '../../../src/options.ts';
import {
  failingSource,
  secrets,
  sendPartial,
  thrown,
  untilGone,
} from '../../../src/testing/contract-routes.ts';
import { CreateUser, Item, Key, Search } from './schemas.ts';

/** On Fastify the raw response is inside Nest's. */
type PlatformResponse = ServerResponse & { raw?: ServerResponse };

@Controller()
class ContractController {
  @Get('users/:id')
  user(@Param('id') id: string) {
    if (id !== 'ada') throw new NotFoundError('User', id);
    return { id };
  }

  @Post('users')
  create(@Body({ schema: CreateUser }) { password: _password, ...user }: z.infer<typeof CreateUser>) {
    return user;
  }

  @Get('search')
  search(@Query({ schema: Search }) query: z.infer<typeof Search>) {
    return query;
  }

  @Get('items/:id')
  item(@Param({ schema: Item }) params: z.infer<typeof Item>) {
    return params;
  }

  @Get('keyed')
  keyed(@ValidHeaders(Key) _headers: z.infer<typeof Key>) {
    return { ok: true };
  }

  @Post('echo')
  @HttpCode(200)
  echo(@Body() body: unknown, @Res() response: PlatformResponse) {
    const raw = response.raw ?? response;
    raw.setHeader('content-type', 'application/json');
    raw.end(JSON.stringify(body));
  }

  @Get('context')
  async context() {
    await tick();
    return { requestId: context()?.requestId };
  }

  @Post('context')
  @HttpCode(200)
  async contextWithBody(@Body() _body: unknown) {
    return this.context();
  }

  @Get('throw')
  throw(@Query('what') what: string, @Query('how') how?: string): unknown {
    if (how !== 'async') throw thrown(what);
    return tick().then(() => {
      throw thrown(what);
    });
  }

  @Get('late')
  async late(@Res() response: PlatformResponse) {
    await sendPartial(response.raw ?? response);
    throw new Error('too late');
  }

  @Get('pipe')
  pipe(@Query('when') when: string, @Res() response: PlatformResponse) {
    failingSource(when).pipe(response.raw ?? response);
  }

  @Get('stream')
  stream(@Query('when') when: string) {
    return new StreamableFile(failingSource(when), { type: 'text/plain' });
  }

  @Get('wait')
  wait() {
    return untilGone(context()?.signal);
  }

  @Get('log')
  log() {
    log.info(secrets, 'a careless line');
    return { ok: true };
  }

  @Get('empty')
  @HttpCode(204)
  empty() {}
}

@Controller('v1/things')
class ThingsController {
  @Get(':thing')
  thing(@Param('thing') thing: string) {
    return { thing };
  }
}

@Module({ controllers: [ContractController, ThingsController] })
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest's modules are
class ContractModule {}

/** The contract's routes on NestJS, on either of its platforms. */
export async function nestApp(platform: 'express' | 'fastify', options: Options) {
  const adapter = platform === 'express' ? new ExpressAdapter() : new FastifyAdapter();
  const app: INestApplication = await NestFactory.create(ContractModule, adapter, { logger: false });
  return { app, service: seaworthy(app, options) };
}
