import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { JSON_TYPE, parseJson } from '../../limits/json-body.ts';

interface WithParsers extends INestApplication {
  useBodyParser(
    type: string | RegExp,
    rawBody: boolean,
    options: { bodyLimit: number },
    parser: (request: unknown, body: Buffer, done: (error: Error | null, value?: unknown) => void) => void,
  ): void;
}

/** The kit's JSON parser for Nest on Fastify; Nest would turn its errors into exceptions that have lost their cause. */
export function addFastifyParser(app: INestApplication, bodyLimit: number): void {
  const http = app.getHttpAdapter() as unknown as WithParsers;
  // Fastify's own, which an exact name would prefer to ours.
  (app.getHttpAdapter().getInstance() as FastifyInstance).removeContentTypeParser('application/json');
  http.useBodyParser(JSON_TYPE, false, { bodyLimit }, (_request, body, done) => {
    try {
      done(null, parseJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
}
