import { NestFactory } from '@nestjs/core';
import { host, port } from '../job/address.mjs';
import { nestModule } from './nest-module.mjs';

/** As Nest's page on lifecycle events shows it. */
export async function serveWithHooks(platform) {
  const app = await NestFactory.create(nestModule({ ready: true }), platform);
  app.enableShutdownHooks();
  await app.listen(port, host);
}
