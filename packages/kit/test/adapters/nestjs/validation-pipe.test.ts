import 'reflect-metadata';
import { Controller, Get, Module, Param, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { seaworthy } from '../../../src/adapters/nestjs.ts';
import { captureLog } from '../../../src/testing/captured-log.ts';
import { expectProblem } from '../../../src/testing/expect-problem.ts';

const Id = z.coerce.number().int();

@Controller()
class Items {
  @Get('one/:id')
  one(@Param('id', { schema: Id }) id: number, @Query('limit', { schema: Id }) limit: number) {
    return { id, limit };
  }
}

@Module({ controllers: [Items] })
class ItemsModule {}

const log = captureLog();
const app = await NestFactory.create(ItemsModule, { logger: false });
seaworthy(app, { watch: false });
beforeAll(() => app.init());
afterAll(async () => {
  await app.close();
  log.restore();
});

it('a value that is validated alone has its own name in the errors, whatever part it is of', async () => {
  const answer = await request(app.getHttpServer() as never).get('/one/x?limit=y');
  const { errors } = expectProblem(answer, 'validation-error');
  expect(errors).toMatchObject([
    { field: 'id', pointer: '#/id', in: 'path' },
    { field: 'limit', pointer: '#/limit', in: 'query' },
  ]);
});

it('what it lets through is coerced', async () => {
  const { body } = await request(app.getHttpServer() as never).get('/one/7?limit=8');
  expect(body).toEqual({ id: 7, limit: 8 });
});
