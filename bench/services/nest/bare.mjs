import { NotFoundException, StandardSchemaValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { host, port } from '../job/address.mjs';
import { usersModule } from './users-module.mjs';

/** NestJS as its documentation shows it: one global pipe, its own exceptions and answers. */
export async function serveBare(platform) {
  const App = usersModule({ notFound: () => new NotFoundException('user not found') });
  const app = await NestFactory.create(App, platform);
  app.useGlobalPipes(new StandardSchemaValidationPipe());
  await app.listen(port, host);
}
