import { NotFoundException, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { host, port } from '../job/address.mjs';
import { usersModule } from './users-module.mjs';

/** NestJS as its documentation shows it: one global pipe, its own exceptions and answers. */
export async function serveBare(platform, { pipe = new StandardSchemaValidationPipe(), describeBody } = {}) {
  const App = usersModule({ notFound: () => new NotFoundException('user not found'), describeBody });
  const app = await NestFactory.create(App, platform);
  app.useGlobalPipes(pipe);
  await app.listen(port, host);
}
