import { NestFactory } from '@nestjs/core';
import { NotFoundError, seaworthy } from '@seaworthy/kit/nestjs';
import { host, port } from '../job/address.mjs';
import { usersModule } from './users-module.mjs';

/** NestJS with the kit, every option at its default. */
export async function serveKit(platform) {
  const App = usersModule({ notFound: (id) => new NotFoundError('User', id) });
  const app = await NestFactory.create(App, platform);
  await seaworthy(app).listen(port, host);
}
