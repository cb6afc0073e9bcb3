import { NestFactory } from '@nestjs/core';
import { seaworthy } from '@seaworthy/kit/nestjs';
import { host, port } from '../job/address.mjs';
import { nestModule } from './nest-module.mjs';

/** NestJS with the kit, every option at its default. */
export async function serveKit(platform) {
  const app = await NestFactory.create(nestModule({ ready: false }), platform);
  await seaworthy(app).listen(port, host);
}
