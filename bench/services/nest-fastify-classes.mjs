// nest-fastify-bare with the validation that the documentation of NestJS shows first.
import { ValidationPipe } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { serveBare } from './nest/bare.mjs';
import { describeBody } from './nest/created-by-class.mjs';

await serveBare(new FastifyAdapter(), { pipe: new ValidationPipe(), describeBody });
